import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { answerOf, send } from "./test-client";
import { startPair, startTestGateway, startUpstream, TEST_KEY } from "./test-gateway";

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

  it("drops whoever never ends the headers", async () => {
    const gateway = await startTestGateway({ headersTimeoutMs: 100 });
    const socket = connect(gateway.port, "127.0.0.1");
    socket.write("POST /gateway/openai/v1/x HTTP/1.1\r\nX-Slow: ");
    let answer = "";
    socket.on("data", (bytes) => {
      answer += bytes;
    });
    await once(socket, "close");
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
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
