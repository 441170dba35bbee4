import fc from "fast-check";
import { expect, test } from "vitest";
import { type CallToPrice, priceCall } from "@/lib/pricing/price-call";
import type { Usage } from "@/lib/providers/types";

const AT = Date.parse("2026-01-15T12:00:00Z");

function usage(counts: Partial<Usage>): Usage {
  return {
    inputTokens: null,
    outputTokens: null,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    inputAudioTokens: null,
    outputAudioTokens: null,
    ...counts,
  };
}

function call(changes: Partial<CallToPrice>): CallToPrice {
  return {
    method: "POST",
    path: "/v1/chat/completions",
    priceId: "openai",
    modelOverride: null,
    responseModel: null,
    requestModel: "gpt-4o-mini",
    usage: usage({ inputTokens: 1000, outputTokens: 100 }),
    at: AT,
    reportedCost: null,
    answered: 200,
    ...changes,
  };
}

test("input and output at the model's price, in nano-dollars", () => {
  expect(priceCall(call({}))).toEqual({
    cost: {
      total: 210_000,
      input: 150_000,
      output: 60_000,
      cacheRead: 0,
      cacheWrite: 0,
      priceVersion: expect.stringMatching(/^genai-prices@\d/),
      pricedAs: "gpt-4o-mini",
    },
    reason: null,
  });
});

test("cached input is cheaper and counted apart", () => {
  const { cost } = priceCall(call({ usage: usage({ inputTokens: 1000, outputTokens: 0, cacheReadTokens: 800 }) }));
  expect(cost).toMatchObject({ input: 30_000, cacheRead: 60_000, total: 90_000 });
});

test("Anthropic's cache writes cost more, those kept for an hour most", () => {
  const counts = { inputTokens: 1000, outputTokens: 0, cacheReadTokens: 100, cacheWriteTokens: 300 };
  const claude = { priceId: "anthropic", requestModel: "claude-sonnet-4-20250514" };
  const { cost } = priceCall(call({ ...claude, usage: usage(counts) }));
  expect(cost).toMatchObject({ input: 1_800_000, cacheRead: 30_000, cacheWrite: 1_125_000 });
  const hour = priceCall(call({ ...claude, usage: { ...usage(counts), cacheWriteHourTokens: 300 } }));
  expect(hour.cost).toMatchObject({ cacheWrite: 1_800_000 });
});

test("a long prompt lifts the whole call into the higher tier", () => {
  const counts = usage({ inputTokens: 300_000, outputTokens: 1000 });
  const { cost } = priceCall(call({ priceId: "google", requestModel: "gemini-2.5-pro", usage: counts }));
  expect(cost).toMatchObject({ input: 750_000_000, output: 15_000_000 });
});

test("audio has its own price; a fee per request is input", () => {
  const audio = usage({ inputTokens: 100, outputTokens: 0, inputAudioTokens: 40 });
  expect(priceCall(call({ requestModel: "gpt-4o-transcribe", usage: audio })).cost).toMatchObject({ input: 390_000 });
  const searched = usage({ inputTokens: 0, outputTokens: 10 });
  const { cost } = priceCall(call({ priceId: "perplexity", requestModel: "sonar-pro", usage: searched }));
  expect(cost).toMatchObject({ input: 14_000_000, output: 150_000 });
});

test("sound is sold by the second where the provider counts so", () => {
  const { cost } = priceCall(call({ requestModel: "whisper-1", usage: usage({ inputAudioSeconds: 90 }) }));
  // 0.36 dollars an hour.
  expect(cost).toMatchObject({ total: 9_000_000, input: 9_000_000, pricedAs: "whisper-1" });
});

test("images have their own price, cached ones too", () => {
  const made = usage({ inputTokens: 300, outputTokens: 1300, inputImageTokens: 258, outputImageTokens: 1290 });
  const nano = call({ priceId: "google", requestModel: "gemini-2.5-flash-image", usage: made });
  expect(priceCall(nano).cost).toMatchObject({ total: 90_000 + 25_000 + 38_700_000 });
  const edited = usage({ inputTokens: 100, outputTokens: 0, inputImageTokens: 80, cacheReadTokens: 30 });
  // Text is taken to be cached first: 20 of it, and so 10 of the image.
  const { cost } = priceCall(call({ requestModel: "gpt-image-1", usage: edited }));
  expect(cost).toMatchObject({ input: 700_000, cacheRead: 25_000 + 25_000 });
});

test("searches of the web that are charged one by one are input", () => {
  const searched = usage({ inputTokens: 10, outputTokens: 10, webSearches: 3 });
  const { cost } = priceCall(call({ priceId: "anthropic", requestModel: "claude-sonnet-4-5", usage: searched }));
  expect(cost).toMatchObject({ input: 30_000 + 30_000_000, output: 150_000 });
});

test("flex costs half and says so; what costs more than the table says is unpriced", () => {
  const half = priceCall(call({ serviceTier: "flex" })).cost;
  expect(half).toMatchObject({ input: 75_000, output: 30_000, priceVersion: expect.stringMatching(/@[\d.]+, flex$/) });
  for (const serviceTier of ["priority", "fast", "ultrafast"]) {
    expect(priceCall(call({ serviceTier }))).toEqual({ cost: null, reason: "service tier" });
    expect(priceCall(call({ serviceTier, reportedCost: 7 })).cost?.total).toBe(7);
  }
  for (const serviceTier of ["default", "standard", "on_demand", "scale", null]) {
    expect(priceCall(call({ serviceTier })).cost?.total).toBe(210_000);
  }
  const groq = { priceId: "groq", requestModel: "llama-3.3-70b-versatile" };
  expect(priceCall(call({ ...groq, serviceTier: "flex" }))).toEqual(priceCall(call(groq)));
});

test("Bedrock's profile of a region has its own price, which the answer's model does not tell", () => {
  const models = { priceId: "aws", responseModel: "claude-sonnet-4-5-20250929" };
  const name = "anthropic.claude-sonnet-4-5-20250929-v1:0";
  const inRegion = priceCall(call({ ...models, requestModel: `us.${name}` })).cost;
  const anywhere = priceCall(call({ ...models, requestModel: `global.${name}` })).cost;
  expect(anywhere?.total).toBe(4_500_000);
  expect(inRegion?.total).toBe(4_950_000);
});

test("Gemini's names as resources are the model's", () => {
  for (const name of [
    "models/gemini-2.5-flash",
    "google/gemini-2.5-flash",
    "publishers/google/models/gemini-2.5-flash",
  ]) {
    expect(priceCall(call({ priceId: "google", requestModel: name })).cost?.pricedAs).toBe("gemini-2.5-flash");
  }
});

test("the override is tried first, then the answer's model, then the request's", () => {
  const models = { requestModel: "my-deployment", responseModel: "gpt-4o-2024-08-06", priceId: "azure" };
  expect(priceCall(call(models)).cost?.pricedAs).toBe("gpt-4o");
  expect(priceCall(call({ ...models, modelOverride: "gpt-4o-mini" })).cost?.pricedAs).toBe("gpt-4o-mini");
  expect(priceCall(call({ ...models, priceId: "custom", modelOverride: "gpt-4o-mini" })).cost?.pricedAs).toBe(
    "gpt-4o-mini",
  );
});

test.each([
  ["unknown model", { requestModel: "no-such-model" }],
  ["unknown model", { priceId: "custom" }],
  ["unknown model", { priceId: "ollama", requestModel: "llama3.2" }],
  ["no model", { requestModel: null }],
  ["no usage", { usage: null }],
  ["no usage", { usage: usage({ reasoningTokens: 5 }) }],
  ["no token price", { requestModel: "whisper-1" }],
  ["no token price", { usage: usage({ inputAudioSeconds: 9 }) }],
])("%s is unpriced, never 0", (reason, changes) => {
  expect(priceCall(call(changes))).toEqual({ cost: null, reason });
});

test("free by the table is 0, counted or not", () => {
  const free = { priceId: "openrouter", requestModel: "meta-llama/llama-3.3-70b-instruct:free" };
  expect(priceCall(call(free)).cost?.total).toBe(0);
  expect(priceCall(call({ requestModel: "omni-moderation-latest", usage: null })).cost?.total).toBe(0);
});

test("a call refused before anything was produced costs 0 and says why, whatever its model", () => {
  const refused = { usage: null, requestModel: "no-such-model" };
  for (const answered of [400, 401, 404, 429, 500, 503, 529]) {
    const { cost, reason } = priceCall(call({ ...refused, answered }));
    expect({ ...cost, reason }).toMatchObject({ total: 0, priceVersion: "not-billed", pricedAs: null, reason: null });
  }
  // What was counted is priced, and a provider's own figure stands.
  expect(priceCall(call({ answered: 400 })).cost?.total).toBe(210_000);
  expect(priceCall(call({ ...refused, answered: 500, reportedCost: 7 })).cost).toMatchObject({
    total: 7,
    priceVersion: "provider",
  });
});

test.each([
  { method: "GET", path: "/v1/models", requestModel: null },
  { method: "GET", path: "/v1/responses/resp_1?include[]=x", requestModel: null },
  { method: "DELETE", path: "/v1/files/file-1", requestModel: null },
  { path: "/v1/messages/count_tokens?beta=true", priceId: "anthropic", requestModel: "claude-sonnet-4-5" },
  { path: "/v1beta/models/gemini-2.5-flash:countTokens", priceId: "google", requestModel: "gemini-2.5-flash" },
])("$method $path generates nothing: it costs 0 and says why", (changes) => {
  const { cost, reason } = priceCall(call({ usage: null, ...changes }));
  expect({ ...cost, reason }).toMatchObject({
    total: 0,
    priceVersion: "nothing-generated",
    pricedAs: null,
    reason: null,
  });
  // A call that counts something is priced, and of one without an answer nothing is known.
  const counted = { ...changes, requestModel: "gpt-4o-mini", priceId: "openai" };
  expect(priceCall(call(counted)).cost?.total).toBe(210_000);
  expect(priceCall(call({ usage: null, ...changes, answered: null })).cost).toBeNull();
});

test.each([
  ["an upload", { path: "/v1/files" }],
  ["a provider nobody knows", { method: "GET", path: "/v1/models", priceId: "custom" }],
])("%s is not known to be free", (_, changes) => {
  const { cost } = priceCall(call({ usage: null, requestModel: null, ...changes }));
  expect(cost).toBeNull();
});

test.each([
  ["no answer", { answered: null }],
  ["a success without counts", { answered: 200 }],
  ["Azure's content filter", { answered: 400, priceId: "azure", requestModel: "gpt-4o-mini" }],
  ["Azure's timeout", { answered: 408, priceId: "azure", requestModel: "gpt-4o-mini" }],
])("%s is not known to be free", (_, changes) => {
  expect(priceCall(call({ usage: null, ...changes }))).toEqual({ cost: null, reason: "no usage" });
});

test("the provider's own figure is the total, split as the table would", () => {
  const { cost } = priceCall(call({ reportedCost: 2101 }));
  expect(cost).toMatchObject({ total: 2101, input: 1501, output: 600, priceVersion: "provider" });
  expect(cost?.pricedAs).toBe("gpt-4o-mini");
});

test("the provider's own figure for a model the table does not know goes by tokens, or else to output", () => {
  const unknown = { requestModel: "no-such-model", reportedCost: 1100 };
  expect(priceCall(call(unknown)).cost).toMatchObject({ total: 1100, input: 1000, output: 100, pricedAs: null });
  expect(priceCall(call({ ...unknown, usage: null })).cost).toMatchObject({ total: 1100, input: 0, output: 1100 });
});

const count = fc.option(fc.oneof(fc.nat(2000), fc.nat(2_147_483_647)));
const anyUsage: fc.Arbitrary<Usage> = fc.record({
  inputTokens: count,
  outputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  cacheWriteHourTokens: count,
  reasoningTokens: count,
  inputAudioTokens: count,
  outputAudioTokens: count,
  inputImageTokens: count.map((value) => value ?? undefined),
  outputImageTokens: count.map((value) => value ?? undefined),
});
const anyModel = fc.constantFrom(
  ["openai", "gpt-4o-realtime-preview"],
  ["openai", "gpt-4o-mini"],
  ["anthropic", "claude-sonnet-4-5"],
  ["google", "gemini-2.5-flash"],
  ["google", "gemini-2.5-flash-image"],
  ["openai", "gpt-image-1"],
  ["deepseek", "deepseek-chat"],
  ["perplexity", "sonar-deep-research"],
  ["openrouter", "openai/gpt-4o"],
  ["openai", "text-embedding-3-small"],
  ["openai", "no-such-model"],
);

test("parts are whole, not negative and add up, whatever the counts", () => {
  const reported = fc.option(fc.nat());
  fc.assert(
    fc.property(anyModel, anyUsage, reported, ([priceId = "", requestModel = ""], counts, reportedCost) => {
      const { cost } = priceCall(call({ priceId, requestModel, usage: counts, reportedCost }));
      if (cost === null) return reportedCost === null;
      const parts = [cost.input, cost.output, cost.cacheRead, cost.cacheWrite];
      expect(parts.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true);
      expect(parts.reduce((sum, part) => sum + part)).toBe(cost.total);
      return reportedCost === null || cost.total === reportedCost;
    }),
    { numRuns: 1000 },
  );
});
