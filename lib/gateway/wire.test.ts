import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { startPair, startTestGateway, startUpstream, TEST_KEY } from "./test-gateway";

const AUTH = { "Helicone-Auth": `Bearer ${TEST_KEY}` };
const JSON_TYPE = { "content-type": "application/json" };

type Sent = { response: IncomingMessage; body: Buffer };

/** One call through node:http, which adds and hides less than fetch does. */
async function send(url: string, options: RequestOptions = {}, body?: string | Uint8Array): Promise<Sent> {
  const request = httpRequest(url, { method: "POST", ...options, headers: { ...AUTH, ...options.headers } });
  request.end(body);
  const response = await answerOf(request);
  return { response, body: await readAll(response) };
}

async function answerOf(request: ReturnType<typeof httpRequest>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => request.once("response", resolve).once("error", reject));
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function nextChunk(message: IncomingMessage): Promise<string> {
  const [chunk] = await once(message, "data");
  return String(chunk);
}

const chunkOf = (text: string) => `data: {"id":"c1","choices":[{"index":0,"delta":{"content":"${text}"}}]}\n\n`;

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

describe("what the client gets", () => {
  it("is the provider's answer: status, reason, headers, bytes", async () => {
    const packed = gzipSync(
      JSON.stringify({ id: "x", usage: { prompt_tokens: 3, completion_tokens: 4 }, choices: [] }),
    );
    const { gateway } = await startPair((request, response) => {
      request.resume();
      response.sendDate = false;
      response.writeHead(207, "Odd", [
        ...["Content-Type", "application/json", "Content-Encoding", "gzip", "Content-Length", String(packed.length)],
        ...["Set-Cookie", "a=1", "Set-Cookie", "b=2", "X-Latin", "\xe9", "Connection", "X-Hop", "X-Hop", "1"],
        ...["Keep-Alive", "timeout=9"],
      ]);
      response.end(packed);
    });
    const { response, body } = await send(
      `${gateway.url}/gateway/openai/v1/chat/completions`,
      { headers: JSON_TYPE },
      "{}",
    );
    expect([response.statusCode, response.statusMessage]).toEqual([207, "Odd"]);
    expect(body.equals(packed)).toBe(true);
    const [record] = gateway.sink.records;
    expect(response.rawHeaders.slice(0, 12)).toEqual([
      ...["Content-Type", "application/json", "Content-Encoding", "gzip", "Content-Length", String(packed.length)],
      ...["Set-Cookie", "a=1", "Set-Cookie", "b=2", "X-Latin", "\xe9"],
    ]);
    expect(response.rawHeaders.slice(12, 16)).toEqual(["Helicone-Id", record?.id, "Helicone-Status", "207"]);
    expect(response.rawHeaders).not.toContain("X-Hop");
    expect(record).toMatchObject({ usage: { inputTokens: 3, outputTokens: 4 }, usageSource: "reported", status: 207 });
    expect(JSON.parse(Buffer.from(record?.responseBody?.bytes ?? "").toString())).toMatchObject({ id: "x" });
  });

  it("is a redirect, where the provider redirects", async () => {
    const { gateway } = await startPair((_, response) =>
      response.writeHead(307, { location: "http://169.254.169.254/" }).end(),
    );
    const { response } = await send(`${gateway.url}/gateway/openai/v1/x`);
    expect([response.statusCode, response.headers.location]).toEqual([307, "http://169.254.169.254/"]);
  });

  it("is each piece as soon as it is there, headers first", async () => {
    const steps: (() => void)[] = [];
    const { gateway } = await startPair((request, response) => {
      request.resume().on("end", () => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        steps.push(
          () => response.flushHeaders(),
          () => response.write(chunkOf("one")),
          () => response.write(chunkOf("two")),
        );
        steps.push(() => response.end("data: [DONE]\n\n"));
        steps.shift()?.();
      });
    });
    const request = httpRequest(`${gateway.url}/gateway/openai/v1/chat/completions`, {
      method: "POST",
      headers: { ...AUTH, ...JSON_TYPE },
    });
    request.end('{"model":"gpt-4o-mini","stream":true,"messages":[]}');
    const response = await answerOf(request);
    const first = nextChunk(response);
    steps.shift()?.();
    expect(await first).toBe(chunkOf("one"));
    const second = nextChunk(response);
    steps.shift()?.();
    expect(await second).toBe(chunkOf("two"));
    expect(gateway.sink.records).toHaveLength(0);
    steps.shift()?.();
    await readAll(response);
    expect(gateway.sink.records).toMatchObject([{ stream: true, outcome: "completed", responsePreview: "onetwo" }]);
    expect(gateway.sink.records[0]?.ttftMs).toBeGreaterThanOrEqual(0);
  });

  it("ends only after the record is kept, and starts before", async () => {
    for (const framing of ["length", "chunked", "none"]) {
      let release: () => void = () => {};
      const kept = new Promise<void>((resolve) => {
        release = resolve;
      });
      const upstream = await startUpstream((request, response) => {
        request.resume();
        if (framing === "none") return response.writeHead(204).end();
        if (framing === "length") response.setHeader("content-length", 6);
        response.write("abc");
        return setImmediate(() => response.end("def"));
      });
      const { memory, append } = slowSink(kept);
      const gateway = await startTestGateway({ upstreams: { openai: upstream.url }, sink: { ...memory, append } });
      const order: string[] = [];
      const sent = send(`${gateway.url}/gateway/openai/v1/x`).then(({ body }) => {
        order.push("ended");
        return body.toString();
      });
      await append.called;
      order.push("kept");
      release();
      expect(await sent).toBe(framing === "none" ? "" : "abcdef");
      expect(order, framing).toEqual(["kept", "ended"]);
    }
  });

  it("comes through whole even when the record cannot be kept", async () => {
    const upstream = await startUpstream((_, response) => response.end("fine"));
    const broken = {
      append: () => Promise.reject(new Error("disk on fire")),
      stats: () => ({ depth: 0, oldestMs: null, bytes: 0, full: false, lost: 0, rejected: 0 }),
      close: async () => {},
    };
    const gateway = await startTestGateway({ upstreams: { openai: upstream.url }, sink: broken });
    expect((await send(`${gateway.url}/gateway/openai/v1/x`)).body.toString()).toBe("fine");
  });

  it("stops coming when the client does not read", async () => {
    let written = 0;
    const { gateway } = await startPair((request, response) => {
      request.resume();
      const piece = Buffer.alloc(64 * 1024);
      const pump = () => {
        while (written < 512 * 1024 * 1024) {
          written += piece.length;
          if (!response.write(piece)) return response.once("drain", pump);
        }
        return response.end();
      };
      pump();
    });
    const request = httpRequest(`${gateway.url}/gateway/openai/v1/x`, { method: "POST", headers: AUTH });
    request.end();
    const response = await answerOf(request);
    let before = -1;
    while (written !== before) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(written).toBeLessThan(64 * 1024 * 1024);
    response.destroy();
    expect(await gateway.sink.holds(1)).toMatchObject([{ outcome: "cancelled" }]);
  });
});

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

describe("who may call, and where to", () => {
  it("refuses unknown and missing keys in the provider's own shape, and records nothing", async () => {
    const { gateway } = await startPair((_, response) => response.end());
    for (const key of ["Bearer nope", "Bearer ' OR '1'='1", "Basic x", ""]) {
      const { response, body } = await send(`${gateway.url}/gateway/google/v1beta/models`, {
        headers: { "Helicone-Auth": key },
      });
      expect(response.statusCode).toBe(401);
      expect(JSON.parse(body.toString())).toMatchObject({
        error: { code: 401, message: expect.stringContaining("Helicone-Auth") },
      });
    }
    for (const key of [TEST_KEY, "", ` bearer${TEST_KEY}`]) {
      const { body } = await send(`${gateway.url}/gateway/openai/v1/models`, { headers: { "Helicone-Auth": key } });
      expect(JSON.parse(body.toString()).error.message).toMatch(/^Helicone-Auth must begin with "Bearer "/);
    }
    expect(gateway.sink.records).toHaveLength(0);
  });

  it("takes Authorization where the provider needs none, and does not pass our key on", async () => {
    let seen: string | undefined;
    const upstream = await startUpstream((request, response) => {
      seen = request.headers.authorization;
      response.end();
    });
    const gateway = await startTestGateway({ upstreams: { ollama: upstream.url, openai: upstream.url } });
    const headers = { Authorization: `Bearer ${TEST_KEY}` };
    const ollama = httpRequest(`${gateway.url}/gateway/ollama/api/chat`, { method: "POST", headers }).end();
    expect((await answerOf(ollama)).resume().statusCode).toBe(200);
    expect(seen).toBeUndefined();
    const openai = httpRequest(`${gateway.url}/gateway/openai/v1/x`, { method: "POST", headers }).end();
    expect((await answerOf(openai)).resume().statusCode).toBe(401);
  });

  it("never lets a header lead into the operator's network", async () => {
    const upstream = await startUpstream((_, response) => response.end("secret"));
    const port = new URL(upstream.url).port;
    const gateway = await startTestGateway();
    for (const host of [
      "127.0.0.1",
      "2130706433",
      "0x7f.1",
      "localhost",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "127.0.0.1.",
      "0",
    ]) {
      const headers = { "Helicone-Target-URL": `http://${host}:${port}` };
      const { response, body } = await send(`${gateway.url}/gateway/custom/x`, { headers });
      expect(response.statusCode, host).toBe(403);
      expect(body.toString()).toContain("FACET_ALLOW_PRIVATE_TARGETS");
    }
    const open = await startTestGateway({ allowPrivateTargets: true });
    const allowed = await send(`${open.url}/gateway/custom/x`, {
      headers: { "Helicone-Target-URL": `http://localhost:${port}` },
    });
    expect(allowed.body.toString()).toBe("secret");
    const metadata = await send(`${open.url}/gateway/custom/x`, {
      headers: { "Helicone-Target-URL": "http://169.254.169.254" },
    });
    expect(metadata.response.statusCode).toBe(403);
  });

  it("survives garbage on the wire", async () => {
    const { gateway } = await startPair((_, response) => response.end("ok"));
    const socket = connect(gateway.port, "127.0.0.1");
    socket.end("\x00\x01garbage\r\n\r\n");
    await once(socket.resume(), "close");
    expect((await send(`${gateway.url}/gateway/openai/v1/x`)).body.toString()).toBe("ok");
  });
});

/** A sink whose append waits; `append.called` resolves with its first call. */
function slowSink(kept: Promise<void>) {
  let call: () => void = () => {};
  const called = new Promise<void>((resolve) => {
    call = resolve;
  });
  const append = Object.assign(
    async () => {
      call();
      await kept;
      return "stored" as const;
    },
    { called },
  );
  const memory = {
    stats: () => ({ depth: 0, oldestMs: null, bytes: 0, full: false, lost: 0, rejected: 0 }),
    close: async () => {},
  };
  return { memory, append };
}
