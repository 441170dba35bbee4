import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { AUTH, answerOf, chunkOf, JSON_TYPE, nextChunk, readAll, send } from "./test-client";
import { startPair, startTestGateway } from "./test-gateway";

describe("calls that end badly", () => {
  const openStream = (request: IncomingMessage) => {
    request.resume();
    return chunkOf("partial");
  };

  it("client gone in the middle: upstream is aborted, what arrived is kept", async () => {
    let upstreamClosed: Promise<unknown> = Promise.resolve();
    const { gateway } = await startPair((request, response) => {
      upstreamClosed = once(response, "close");
      response.writeHead(200, { "content-type": "text/event-stream" }).write(openStream(request));
    });
    const request = httpRequest(`${gateway.url}/gateway/openai/v1/chat/completions`, {
      method: "POST",
      headers: { ...AUTH, ...JSON_TYPE },
    });
    request.end('{"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Hi"}]}');
    const response = await answerOf(request);
    await nextChunk(response);
    response.destroy();
    await upstreamClosed;
    const [record] = await gateway.sink.holds(1);
    expect(record).toMatchObject({ outcome: "cancelled", status: 200, responsePreview: "partial", usage: null });
    expect(record?.estimateFrom).toMatchObject({ output: "partial" });
  });

  it("client gone before the answer: 499", async () => {
    let arrived: () => void = () => {};
    const waiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { gateway } = await startPair(() => arrived());
    const request = httpRequest(`${gateway.url}/gateway/openai/v1/x`, { method: "POST", headers: AUTH });
    request.on("error", () => {});
    request.end();
    await waiting;
    request.destroy();
    expect(await gateway.sink.holds(1)).toMatchObject([{ outcome: "cancelled", status: 499, usageSource: "none" }]);
  });

  it("client gone in the middle of its upload: 499", async () => {
    const { gateway } = await startPair((request) => request.resume());
    for (const type of ["application/json", "application/octet-stream"]) {
      const request = httpRequest(`${gateway.url}/gateway/openai/v1/x`, {
        method: "POST",
        headers: { ...AUTH, "content-type": type, "content-length": "1000" },
      });
      request.on("error", () => {});
      request.write("{", () => request.destroy());
    }
    const records = await gateway.sink.holds(2);
    expect(records).toMatchObject([
      { outcome: "cancelled", status: 499 },
      { outcome: "cancelled", status: 499 },
    ]);
  });

  it("upstream resets in the middle: the client sees a broken stream", async () => {
    const { gateway } = await startPair((request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(openStream(request));
      setImmediate(() => response.socket?.resetAndDestroy());
    });
    await expect(
      send(
        `${gateway.url}/gateway/openai/v1/chat/completions`,
        { headers: JSON_TYPE },
        '{"stream":true,"messages":[]}',
      ),
    ).rejects.toThrow(/aborted|ECONNRESET|terminated/);
    const [record] = gateway.sink.records;
    expect(record).toMatchObject({ outcome: "interrupted", status: 200, responsePreview: "partial" });
    expect(record?.error).toBeTruthy();
  });

  it("upstream promises more than it sends: the client sees it too", async () => {
    const { gateway } = await startPair((request, response) => {
      request.resume();
      response.writeHead(200, { "content-length": 100 }).write("short");
      setImmediate(() => response.socket?.end());
    });
    await expect(send(`${gateway.url}/gateway/openai/v1/x`)).rejects.toThrow();
    expect(gateway.sink.records).toMatchObject([{ outcome: "interrupted", status: 200 }]);
  });

  it("nobody there: 502 in the provider's own shape", async () => {
    const gateway = await startTestGateway({ upstreams: { anthropic: "http://127.0.0.1:1" } });
    const { response, body } = await send(`${gateway.url}/gateway/anthropic/v1/messages`, { headers: JSON_TYPE }, "{}");
    expect(response.statusCode).toBe(502);
    expect(JSON.parse(body.toString())).toMatchObject({
      type: "error",
      error: { message: expect.stringContaining("ECONNREFUSED") },
    });
    expect(response.headers["helicone-id"]).toBe(gateway.sink.records[0]?.id);
    expect(gateway.sink.records).toMatchObject([{ outcome: "unreachable", status: 502, provider: "anthropic" }]);
  });

  it("no answer in time: 504; silence in the middle: interrupted", async () => {
    const { gateway } = await startPair(
      (request, response) => {
        request.resume();
        if (request.url === "/half") response.write("half");
      },
      { headersTimeout: 100, idleTimeout: 100 },
    );
    const { response } = await send(`${gateway.url}/gateway/openai/never`);
    expect(response.statusCode).toBe(504);
    await expect(send(`${gateway.url}/gateway/openai/half`)).rejects.toThrow();
    expect(gateway.sink.records).toMatchObject([
      { outcome: "unreachable", status: 504 },
      { outcome: "interrupted", status: 200 },
    ]);
  });

  it("an answer before the upload has ended still arrives", async () => {
    const { gateway } = await startPair((_, response) =>
      response.writeHead(413, { "content-type": "text/plain" }).end("too large"),
    );
    const request = httpRequest(`${gateway.url}/gateway/openai/v1/files`, {
      method: "POST",
      headers: { ...AUTH, "content-type": "application/octet-stream", "content-length": "1000000" },
    });
    request.on("error", () => {});
    request.write(Buffer.alloc(1000));
    const response = await answerOf(request);
    expect(response.statusCode).toBe(413);
    expect((await readAll(response)).toString()).toBe("too large");
    request.destroy();
    expect(gateway.sink.records).toMatchObject([{ status: 413, outcome: "completed" }]);
  });
});
