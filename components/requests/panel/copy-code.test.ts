import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { asCurl, asNode, asPython } from "./copy-code";
import type { OpenedRequest } from "./request-data";

const HOSTILE = `it's $(touch /tmp/x) \`id\` "quoted" \\ \n {os} \${env} 你好`;

function opened(changes: Partial<OpenedRequest>): OpenedRequest {
  const body = { text: null, contentType: null, length: null, cut: false };
  const nothing = { input: null, output: null, cacheRead: null, cacheWrite: null };
  return {
    ...{ gatewayUrl: "http://127.0.0.1:8787", id: "x", createdAt: new Date(0), status: 200, outcome: "completed" },
    ...{ provider: "openai", model: null, requestPreview: null, responsePreview: null, found: null },
    ...{ inputTokens: null, outputTokens: null, totalTokens: null, cacheReadTokens: null, cacheWriteTokens: null },
    ...{ reasoningTokens: null, usageEstimated: false, latencyMs: 1, ttftMs: null, cost: null, unpricedReason: null },
    ...{ costs: nothing, finishReason: null, error: null, user: null, session: null, country: null, feedback: null },
    ...{ properties: [], callerId: null, method: "POST", path: "/v1/chat/completions", upstreamHost: "api.openai.com" },
    ...{ stream: false, requestModel: null, responseModel: null, modelOverride: null, responseId: null },
    ...{ sessionPath: null, sessionName: null, promptId: null, audioTokens: null, inputAudioTokens: null },
    ...{ outputAudioTokens: null, usageSource: "none", pricedAs: null, priceVersion: null, cutProperties: [] },
    ...{ parameters: {}, request: body, response: body },
    ...changes,
  };
}

const body = { model: "gpt", stream: true, stop: null, messages: [{ role: "user", content: HOSTILE }], "odd key": 1 };
const request = { text: JSON.stringify(body), contentType: "application/json", length: 1, cut: false };
const properties = [
  { key: "team", value: HOSTILE.replace("\n", "") },
  { key: "with newline", value: "a\nb" },
  { key: "line", value: "a\nb" },
];

test("a shell passes on what was sent, and runs none of it", () => {
  const code = asCurl(opened({ request, properties }));
  const printed = spawnSync("sh", ["-c", code.replace(/^curl/, "printf '%s\\036'")], { encoding: "utf8" });
  const words = printed.stdout.split("\x1e");
  expect(words[0]).toBe("http://127.0.0.1:8787/gateway/openai/v1/chat/completions");
  expect(words).toContain(`Helicone-Property-team: ${HOSTILE.replace("\n", "")}`);
  expect(words.filter((word) => word.startsWith("Helicone-Property-"))).toHaveLength(1);
  expect(words[words.indexOf("--data-raw") + 1]).toBe(request.text);
});

test("a body that looks like the name of a file is sent as it is, not the file", () => {
  const code = asCurl(opened({ request: { ...request, text: "@/etc/passwd" } }));
  expect(code).toContain("--data-raw '@/etc/passwd'");
  expect(code).not.toMatch(/ (-d|--data|--data-binary) /);
});

test("Python and Node.js are given the same body as literals", () => {
  const python = asPython(opened({ request }));
  expect(python).toContain('base_url="http://127.0.0.1:8787/gateway/openai/v1"');
  expect(python).toContain("    stream=True,\n    stop=None,\n    messages=[\n        {");
  expect(python).toContain(`"content": ${JSON.stringify(HOSTILE)},`);
  expect(python).toContain('**{\n        "odd key": 1,');
  const node = asNode(opened({ request }));
  expect(node).toContain("client.chat.completions.create({");
  expect(node).toContain(JSON.stringify(HOSTILE));
});

test("each server gets its own client and key, an unknown one plain HTTP", () => {
  const anthropic = opened({ provider: "anthropic", path: "/v1/messages", request });
  expect(asPython(anthropic)).toContain('base_url="http://127.0.0.1:8787/gateway/anthropic"');
  expect(asCurl(anthropic)).toContain("x-api-key: $ANTHROPIC_API_KEY");
  const other = opened({ provider: "custom", path: "/rerank?x=1", upstreamHost: "models.example", request });
  expect(asCurl(other)).toContain("'Helicone-Target-URL: https://models.example'");
  expect(asNode(other)).toContain('await fetch("http://127.0.0.1:8787/gateway/custom/rerank?x=1"');
  expect(asPython(other)).toContain("{os.environ['CUSTOM_API_KEY']}");
});
