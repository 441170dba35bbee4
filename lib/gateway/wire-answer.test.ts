import { request as httpRequest } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { AUTH, answerOf, chunkOf, JSON_TYPE, nextChunk, readAll, send } from "./test-client";
import { startPair, startTestGateway, startUpstream } from "./test-gateway";

/** UTF-8 as it is on the wire, where strings hold one byte per character. */
const latin1 = (text: string) => Buffer.from(text, "utf8").toString("latin1");

describe("what the client gets", () => {
  it("is the provider's answer: status, reason, headers, bytes", async () => {
    const packed = gzipSync(
      JSON.stringify({ id: "x", usage: { prompt_tokens: 3, completion_tokens: 4 }, choices: [] }),
    );
    const { gateway } = await startPair((request, response) => {
      request.resume();
      response.sendDate = false;
      response.writeHead(207, latin1("Odd, 错"), [
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
    expect([response.statusCode, response.statusMessage]).toEqual([207, latin1("Odd, 错")]);
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
