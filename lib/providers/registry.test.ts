import Anthropic from "@anthropic-ai/sdk";
import { findProvider as findPrices } from "@pydantic/genai-prices";
import OpenAI from "openai";
import { expect, test } from "vitest";
import { findProvider, PROVIDERS, providerForHost } from "@/lib/providers/registry";

test.each([
  ["oai", "openai"],
  ["OpenAI", "openai"],
  ["gemini", "google"],
  ["googleapis", "google"],
  ["vertex_ai", "vertex"],
  ["x-ai", "xai"],
  ["aws", "bedrock"],
])("%s is %s", (name, id) => {
  expect(findProvider(name)?.id).toBe(id);
});

test.each(["", "nobody", "__proto__", "constructor"])("'%s' is no provider", (name) => {
  expect(findProvider(name)).toBeNull();
});

test("every name belongs to one provider", () => {
  const names = PROVIDERS.flatMap((provider) => [provider.id, ...provider.aliases]);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => name !== name.toLowerCase() || name.includes("_"))).toEqual([]);
});

test("every priced provider is in the price table", () => {
  const unpriced = PROVIDERS.filter(({ priceId }) => findPrices({ providerId: priceId }) === undefined);
  expect(unpriced.map(({ id }) => id)).toEqual(["ollama", "vllm", "custom"]);
});

test("every base URL is an origin: the path is the caller's", () => {
  for (const { baseUrl } of PROVIDERS) expect(baseUrl === null || new URL(baseUrl).origin === baseUrl).toBe(true);
});

test.each([
  ["api.openai.com", "openai"],
  ["EU.api.openai.com", "openai"],
  ["contoso.openai.azure.com", "azure"],
  ["us-central1-aiplatform.googleapis.com", "vertex"],
  ["bedrock-runtime.eu-central-1.amazonaws.com", "bedrock"],
  ["api.groq.com.", "groq"],
])("%s is served by %s", (host, id) => {
  expect(providerForHost(host)?.id).toBe(id);
});

test.each([
  "api.openai.com.evil.example",
  "evilapi.openai.com",
  "openai.azure.com.example",
  "localhost",
  "",
  "bedrock-runtime.amazonaws.com",
])("'%s' is nobody's", (host) => {
  expect(providerForHost(host)).toBeNull();
});

test("the OpenAI SDK raises its usual exception with our message", async () => {
  const body = findProvider("groq")?.errorBody(401, "Unknown project key.");
  const client = new OpenAI({ apiKey: "x", fetch: async () => Response.json(body, { status: 401 }) });
  const call = client.models.list();
  await expect(call).rejects.toThrow(OpenAI.AuthenticationError);
  await expect(call).rejects.toThrow("401 Unknown project key.");
});

test("the Anthropic SDK raises its usual exception with our message", async () => {
  const body = findProvider("anthropic")?.errorBody(401, "Unknown project key.");
  const client = new Anthropic({ apiKey: "x", fetch: async () => Response.json(body, { status: 401 }) });
  const call = client.models.list();
  await expect(call).rejects.toThrow(Anthropic.AuthenticationError);
  await expect(call).rejects.toThrow("Unknown project key.");
});

test("Google's errors carry code, message and status", () => {
  expect(findProvider("gemini")?.errorBody(401, "No.")).toEqual({
    error: { code: 401, message: "No.", status: "UNAUTHENTICATED" },
  });
});
