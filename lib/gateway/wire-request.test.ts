import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { AUTH, answerOf, chunkOf, JSON_TYPE, readAll, send } from "./test-client";
import { startPair } from "./test-gateway";

describe("what the provider gets", () => {
  it("is the call without our headers and those of the connection, path and body byte for byte", async () => {
    let seen: { raw: string[]; url?: string; body: Buffer } | undefined;
    const { gateway, upstream } = await startPair(async (request, response) => {
      seen = { raw: request.rawHeaders, url: request.url, body: await readAll(request) };
      response.end();
    });
    const body = randomBytes(100_000);
    const headers = ["Helicone-Auth", AUTH["Helicone-Auth"], "Helicone-Property-X", "1", "Connection", "X-Hop, close"];
    headers.push("X-Hop", "1", "X-Twice", "a", "X-Twice", "b", "Authorization", "Bearer sk", "Host", "evil.example");
    headers.push(
      "Content-Type",
      "multipart/form-data; boundary=x",
      "X-Latin",
      "\xe9",
      "Content-Length",
      String(body.length),
    );
    const request = httpRequest(`${gateway.url}/gateway/openai/v1/a%2Fb//c/?q=%20&q`, { method: "POST", headers });
    void request.end(body);
    await readAll(await answerOf(request));
    expect(seen?.url).toBe("/v1/a%2Fb//c/?q=%20&q");
    expect(seen?.body.equals(body)).toBe(true);
    expect(seen?.raw).toEqual([
      ...["host", new URL(upstream.url).host, "connection", "keep-alive", "X-Twice", "a", "X-Twice", "b"],
      ...["Authorization", "Bearer sk", "Content-Type", "multipart/form-data; boundary=x", "X-Latin", "\xe9"],
      ...["content-length", String(body.length)],
    ]);
  });

  it("is a compressed body as it came, even where usage would be asked for in a plain one", async () => {
    let seen: Buffer | undefined;
    const { gateway } = await startPair(async (request, response) => {
      seen = await readAll(request);
      response.writeHead(200, { "content-type": "text/event-stream" }).end(chunkOf("Hello"));
    });
    const packed = gzipSync('{"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Hi"}]}');
    const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
    await send(`${gateway.url}/gateway/openai/v1/chat/completions`, { headers }, packed);
    expect(seen?.equals(packed)).toBe(true);
    expect(gateway.sink.records).toMatchObject([{ requestModel: "gpt-4o-mini", requestPreview: "Hi", stream: true }]);
  });

  it.each(["GET", "HEAD", "DELETE", "PUT", "PATCH", "OPTIONS"])("can be a %s", async (method) => {
    const { gateway } = await startPair((request, response) => response.end(`${request.method}`));
    const { response, body } = await send(`${gateway.url}/gateway/openai/v1/files/x`, { method });
    expect(body.toString()).toBe(method === "HEAD" ? "" : method);
    expect(response.headers["helicone-status"]).toBe("200");
    expect(gateway.sink.records).toMatchObject([{ method, status: 200, outcome: "completed" }]);
  });

  it("carries 500 properties in more than 100 KiB of headers", async () => {
    const { gateway } = await startPair((_, response) => response.end("ok"));
    const headers = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`Helicone-Property-P${index}`, "v".repeat(190)]),
    );
    const { response } = await send(`${gateway.url}/gateway/openai/v1/x`, { headers });
    expect(response.statusCode).toBe(200);
    expect(gateway.sink.records[0]?.properties).toHaveLength(500);
  });

  it("gets the body of a caller that waits for 100 Continue", async () => {
    const { gateway } = await startPair(async (request, response) => response.end(await readAll(request)));
    const request = httpRequest(`${gateway.url}/gateway/openai/v1/x`, {
      method: "POST",
      headers: { ...AUTH, Expect: "100-continue", "Content-Length": "5" },
    });
    request.flushHeaders();
    await once(request, "continue");
    request.end("hello");
    expect((await readAll(await answerOf(request))).toString()).toBe("hello");
  });

  it("can be longer than memory allows, both ways", { timeout: 60_000 }, async () => {
    const { gateway } = await startPair((request, response) => {
      response.writeHead(200, { "content-type": "application/octet-stream" });
      request.pipe(response);
    });
    const piece = randomBytes(1024 * 1024);
    const pieces = 256;
    const sent = createHash("sha256");
    const received = createHash("sha256");
    const request = httpRequest(`${gateway.url}/gateway/openai/v1/files`, { method: "POST", headers: AUTH });
    const before = process.memoryUsage().rss;
    let peak = before;
    const upload = (async () => {
      for (let index = 0; index < pieces; index++) {
        sent.update(piece);
        if (!request.write(piece)) await once(request, "drain");
        peak = Math.max(peak, process.memoryUsage().rss);
      }
      request.end();
    })();
    const response = await answerOf(request);
    for await (const chunk of response) received.update(chunk);
    await upload;
    expect(received.digest("hex")).toBe(sent.digest("hex"));
    expect(peak - before).toBeLessThan(192 * 1024 * 1024);
    const length = pieces * piece.length;
    const [record] = gateway.sink.records;
    expect(record?.requestBody).toMatchObject({ length, cut: true });
    expect(record?.responseBody).toMatchObject({ length, cut: true });
    expect(record?.responseBody?.bytes.length).toBe(1024 * 1024);
  });
});
