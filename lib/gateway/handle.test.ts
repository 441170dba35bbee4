import { describe, expect, it } from "vitest";
import { startPair, TEST_KEY, TEST_PROJECT } from "./test-gateway";

const auth = { "Helicone-Auth": `Bearer ${TEST_KEY}` };
const answerBody = JSON.stringify({
  id: "chatcmpl-1",
  model: "gpt-4o-mini-2024-07-18",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello." } }],
  usage: { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 },
});

describe("a call through the gateway", () => {
  it("reaches the provider and is recorded before its last byte is out", async () => {
    const { gateway } = await startPair((request, response) => {
      request.resume().on("end", () => {
        response.writeHead(200, { "content-type": "application/json", "x-request-id": "req_1" }).end(answerBody);
      });
    });
    const response = await fetch(`${gateway.url}/gateway/openai/v1/chat/completions?a=1`, {
      method: "POST",
      headers: { ...auth, "content-type": "application/json", "Helicone-Property-User-Type": "free" },
      body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "Hi" }], user: "u-1" }),
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(answerBody);
    expect(response.headers.get("x-request-id")).toBe("req_1");
    const [record] = gateway.sink.records;
    expect(record).toMatchObject({
      id: response.headers.get("helicone-id"),
      projectId: TEST_PROJECT,
      provider: "openai",
      path: "/v1/chat/completions?a=1",
      status: 200,
      outcome: "completed",
      requestModel: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      usage: { inputTokens: 9, outputTokens: 2 },
      usageSource: "reported",
      userId: "u-1",
      properties: [{ key: "user-type", value: "free" }],
      requestPreview: "Hi",
      responsePreview: "Hello.",
    });
  });

  it("tells how it was served, and estimates nothing where sound goes out that nobody counted", async () => {
    const { gateway } = await startPair((request, response) => {
      request.resume();
      const isSpeech = request.url === "/v1/audio/speech";
      response.writeHead(200, { "content-type": isSpeech ? "audio/mpeg" : "application/json" });
      response.end(isSpeech ? Buffer.alloc(1000) : answerBody.replace("{", '{"service_tier":"flex",'));
    });
    const call = async (path: string, body: object) => {
      const headers = { ...auth, "content-type": "application/json" };
      const url = `${gateway.url}/gateway/openai/v1/${path}`;
      await (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).arrayBuffer();
    };
    await call("chat/completions", { model: "gpt-5", service_tier: "auto", messages: [] });
    await call("audio/speech", { model: "gpt-4o-mini-tts", voice: "alloy", input: "Hello to everybody." });
    expect(gateway.sink.records).toMatchObject([
      { serviceTier: "flex" },
      { requestPreview: "Hello to everybody.", usage: null, usageSource: "none", estimateFrom: null },
    ]);
  });

  it("estimates nothing of an answer that is given later, in the background", async () => {
    const { gateway } = await startPair((request, response) => {
      request.resume();
      response
        .writeHead(200, { "content-type": "application/json" })
        .end('{"id":"resp_1","status":"queued","usage":null}');
    });
    const body = JSON.stringify({ model: "gpt-5", background: true, input: "Think of everything." });
    const headers = { ...auth, "content-type": "application/json" };
    await (await fetch(`${gateway.url}/gateway/openai/v1/responses`, { method: "POST", headers, body })).text();
    expect(gateway.sink.records).toMatchObject([{ finishReason: "queued", usageSource: "none", estimateFrom: null }]);
  });

  it("keeps what the Helicone headers say, and falls back to the body", async () => {
    const { gateway } = await startPair((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json" }).end(answerBody);
    });
    const post = (headers: Record<string, string>, body: object) =>
      fetch(`${gateway.url}/gateway/openai/v1/chat/completions`, {
        method: "POST",
        headers: { ...auth, "content-type": "application/json", ...headers },
        body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "Hi" }], user: "body", ...body }),
      }).then((response) => response.text());
    const callerId = "7D4F3D5A-0001-4000-8000-000000000001";
    await post(
      {
        ...{ "Helicone-User-Id": "u", "Helicone-Session-Id": "s", "Helicone-Session-Path": "/a/b" },
        ...{ "Helicone-Session-Name": "n", "Helicone-Request-Id": callerId, "Helicone-Model-Override": "gpt-4o" },
        ...{ "Helicone-Prompt-Id": "p", "Helicone-Property-Plan": "pro", "CF-IPCountry": "DE" },
      },
      { metadata: { plan: "body", team: "t" } },
    );
    await post({ "Helicone-Request-Id": "nonsense", "Helicone-User-Id": "" }, {});
    const [first, second] = gateway.sink.records;
    expect(first).toMatchObject({
      ...{ userId: "u", sessionId: "s", sessionPath: "/a/b", sessionName: "n", callerId: callerId.toLowerCase() },
      ...{ modelOverride: "gpt-4o", promptId: "p", country: "DE" },
    });
    expect(first?.properties.map(({ key, value }) => [key, value])).toEqual([
      ["plan", "pro"],
      ["team", "t"],
    ]);
    expect(second).toMatchObject({ callerId: null, userId: "body", country: null });
  });

  it("keeps nothing of a body the caller wants omitted, and still counts it", async () => {
    const { gateway } = await startPair((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ choices: [{ message: { content: "a secret answer" } }] }));
    });
    await fetch(`${gateway.url}/gateway/groq/openai/v1/chat/completions`, {
      method: "POST",
      headers: {
        ...{ ...auth, "content-type": "application/json" },
        ...{ "Helicone-Omit-Request": "true", "Helicone-Omit-Response": "true" },
      },
      body: JSON.stringify({ model: "llama", messages: [{ role: "user", content: "a secret question" }] }),
    }).then((response) => response.text());
    const [record] = gateway.sink.records;
    expect(record).toMatchObject({
      usageSource: "estimated",
      usage: { inputTokens: 3, outputTokens: 3 },
      estimateFrom: null,
    });
    expect(record).toMatchObject({ requestBody: null, responseBody: null, requestPreview: "", responsePreview: "" });
    expect(JSON.stringify(record)).not.toContain("secret");
  });

  it("never records a key that travels in the path", async () => {
    const { gateway } = await startPair((request, response) => response.end(request.url));
    const path = "/v1beta/models/gemini-2.5-flash:generateContent?alt=sse&key=AIza-secret&%6bey=secret";
    const response = await fetch(`${gateway.url}/gateway/google${path}`, { method: "POST", headers: auth });
    expect(await response.text()).toBe(path);
    expect(gateway.sink.records[0]?.path).toBe("/v1beta/models/gemini-2.5-flash:generateContent?alt=sse");
    expect(JSON.stringify(gateway.sink.records)).not.toContain("secret");
  });

  it("raises partial usage of a broken-off stream to what has been sent", async () => {
    const { gateway } = await startPair((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "text/event-stream" });
      const start = {
        type: "message_start",
        message: { model: "claude-x", usage: { input_tokens: 12, output_tokens: 1 } },
      };
      const delta = {
        type: "content_block_delta",
        index: 0,
        delta: { type: "text_delta", text: "one two three four five" },
      };
      for (const event of [start, delta]) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      setTimeout(() => response.destroy(), 20);
    });
    const broken = fetch(`${gateway.url}/gateway/anthropic/v1/messages`, {
      method: "POST",
      headers: { ...auth, "content-type": "application/json" },
      body: JSON.stringify({ model: "claude-x", stream: true, messages: [{ role: "user", content: "Hi" }] }),
    }).then((response) => response.text());
    await expect(broken).rejects.toThrow();
    expect(gateway.sink.records).toMatchObject([
      { outcome: "interrupted", usageSource: "estimated", usage: { inputTokens: 12, outputTokens: 5 } },
    ]);
  });
});

describe("stopping", () => {
  it("lets calls in flight end, takes no new ones, and cuts off what is left after the grace", async () => {
    const finish: (() => void)[] = [];
    const { gateway } = await startPair((request, response) => {
      response.writeHead(200, { "content-type": "text/plain" }).write("a");
      if (request.url === "/ends") finish.push(() => response.end("b"));
    });
    const call = (path: string) => fetch(`${gateway.url}/gateway/openai/${path}`, { headers: auth });
    const [ends, hangs] = [await call("ends"), await call("hangs")];
    expect(gateway.server.inFlight()).toBe(2);
    const stopped = gateway.server.stop(300);
    await expect(call("late")).rejects.toThrow();
    finish.shift()?.();
    expect(await ends.text()).toBe("ab");
    await expect(hangs.text()).rejects.toThrow();
    await stopped;
    expect((await gateway.sink.holds(2)).map(({ outcome }) => outcome)).toEqual(["completed", "cancelled"]);
  });
});
