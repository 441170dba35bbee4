import { readFileSync } from "node:fs";
import { calcPrice, findProvider } from "@pydantic/genai-prices";
import fc from "fast-check";
import { expect, test } from "vitest";
import { findRates, PRICE_VERSION } from "@/lib/pricing/price-table";
import { priceUsage } from "@/lib/pricing/price-usage";

test("the version is that of the installed table", () => {
  const manifest = readFileSync("node_modules/@pydantic/genai-prices/package.json", "utf8");
  expect(PRICE_VERSION).toBe(`genai-prices@${JSON.parse(manifest).version}`);
});

test("a price that changes with the hour is looked up anew each time", () => {
  const night = findRates("deepseek", "deepseek-chat", Date.parse("2025-03-01T20:00:00Z"), false);
  const day = findRates("deepseek", "deepseek-chat", Date.parse("2025-03-01T08:00:00Z"), false);
  expect(night?.price).not.toEqual(day?.price);
});

const PROVIDERS = ["openai", "azure", "anthropic", "google", "aws", "groq", "mistral", "deepseek", "x-ai", "together"];
const MODELS = [...PROVIDERS, "fireworks", "openrouter", "perplexity", "cohere"].flatMap((id) =>
  (findProvider({ providerId: id })?.models ?? []).map((model) => ({ id, model: model.id })),
);

test("costs equal the library's own, for every model it knows", () => {
  const at = Date.parse("2026-01-15T12:00:00Z");
  const counts = fc.tuple(
    fc.nat(200_000),
    fc.nat(80_000),
    fc.nat(80_000),
    fc.nat(40_000),
    fc.nat(50_000),
    fc.nat(20_000),
    fc.nat(5_000),
    fc.nat(20),
  );
  const check = (
    { id, model }: { id: string; model: string },
    [plain = 0, read = 0, write = 0, hour = 0, output = 0, audio = 0, image = 0, searches = 0]: number[],
  ) => {
    const rates = findRates(id, model, at, false);
    const usage = {
      inputTokens: plain + read + write + audio + image,
      outputTokens: output,
      cacheReadTokens: read,
      cacheWriteTokens: write,
      cacheWriteHourTokens: Math.min(hour, write),
      reasoningTokens: Math.floor(output / 3),
      inputAudioTokens: audio,
      outputAudioTokens: Math.floor(output / 4),
      inputImageTokens: image,
      outputImageTokens: Math.floor(output / 5),
      webSearches: searches,
    };
    const parts = rates === null ? null : priceUsage(usage, rates);
    if (parts === null) return;
    const library = calcPrice(
      {
        input_tokens: usage.inputTokens,
        output_tokens: usage.outputTokens,
        cache_read_tokens: usage.cacheReadTokens,
        cache_write_tokens: usage.cacheWriteTokens,
        cache_write_1h_tokens: usage.cacheWriteHourTokens,
        output_reasoning_tokens: usage.reasoningTokens,
        input_audio_tokens: usage.inputAudioTokens,
        output_audio_tokens: usage.outputAudioTokens,
        cache_audio_read_tokens: 0,
        input_image_tokens: usage.inputImageTokens,
        output_image_tokens: usage.outputImageTokens,
        cache_image_read_tokens: 0,
        web_searches: usage.webSearches,
      },
      model,
      { providerId: id, timestamp: new Date(at) },
    );
    const total = (parts.input + parts.output + parts.cacheRead + parts.cacheWrite) / 1e9;
    expect({ id, model, total }).toEqual({ id, model, total: expect.closeTo(library?.total_price ?? -1, 9) });
  };
  expect(MODELS.length).toBeGreaterThan(500);
  for (const model of MODELS)
    fc.assert(
      fc.property(counts, (sample) => check(model, sample)),
      { numRuns: 3 },
    );
});
