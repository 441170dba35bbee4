import type { CostParts } from "@/lib/pricing/cost-parts";
import type { Rates } from "@/lib/pricing/price-table";
import type { Usage } from "@/lib/providers/types";

/** Dollars per million tokens, as nano-dollars per token. */
const PER_TOKEN = 1000;
/** Dollars per thousand requests, as nano-dollars per request. */
const PER_REQUEST = 1_000_000;
/** Dollars per hour, as nano-dollars per second. */
const PER_SECOND = 1_000_000_000 / 3_600;

/**
 * The cost of a usage in nano-dollars, not yet rounded; null when the model is not sold by what was counted (by the
 * image, by the second where there are only tokens). Kinds without a price of their own cost what the kind does that they are part of. Fees per
 * request and per search count as input. Counts that contradict each other are cut: no part is larger than its whole.
 * `share`: of the table's price per token.
 */
export function priceUsage(usage: Usage | null, rates: Rates, share = 1): CostParts | null {
  const { price } = rates;
  const seconds = usage?.inputAudioSeconds;
  if (seconds !== undefined && !isFree(rates)) return priceSeconds(seconds, price);
  const tokens = splitTokens(usage);
  if (!isFree(rates) && !sellsTokens(tokens, price)) return null;
  const perToken = PER_TOKEN * share;
  const rate = (...names: string[]) => rateOf(price, names, tokens.allInput);
  return {
    input:
      perToken *
        (tokens.input * rate("input_mtok") +
          tokens.inputAudio * rate("input_audio_mtok", "input_mtok") +
          tokens.inputImage * rate("input_image_mtok", "input_mtok")) +
      PER_REQUEST * (rate("requests_kcount") + (usage?.webSearches ?? 0) * rate("web_searches_kcount")),
    output:
      perToken *
      (tokens.output * rate("output_mtok") +
        tokens.outputAudio * rate("output_audio_mtok", "output_mtok") +
        tokens.outputImage * rate("output_image_mtok", "output_mtok") +
        tokens.reasoning * rate("output_reasoning_mtok", "output_mtok")),
    cacheRead:
      perToken *
      (tokens.cacheRead * rate("cache_read_mtok", "input_mtok") +
        tokens.cacheReadAudio * rate("cache_audio_read_mtok", "cache_read_mtok", "input_audio_mtok", "input_mtok") +
        tokens.cacheReadImage * rate("cache_image_read_mtok", "cache_read_mtok", "input_image_mtok", "input_mtok")),
    cacheWrite:
      perToken *
      (tokens.cacheWrite * rate("cache_write_mtok", "input_mtok") +
        tokens.cacheWriteHour * rate("cache_write_1h_mtok", "cache_write_mtok", "input_mtok")),
  };
}

function priceSeconds(seconds: number, price: Rates["price"]): CostParts | null {
  const perHour = rateOf(price, ["input_audio_hours", "audio_hours"], 0);
  return perHour === 0 ? null : { input: PER_SECOND * perHour * seconds, output: 0, cacheRead: 0, cacheWrite: 0 };
}

/** The table writes free models (`...:free`, moderations) as a price without any entry. */
export function isFree({ price }: Rates): boolean {
  return Object.keys(price).length === 0;
}

function sellsTokens(tokens: { allInput: number; allOutput: number }, price: Rates["price"]): boolean {
  const sellsInput = price.input_mtok !== undefined;
  const sellsOutput = price.output_mtok !== undefined;
  return (
    (sellsInput || sellsOutput) && (sellsInput || tokens.allInput === 0) && (sellsOutput || tokens.allOutput === 0)
  );
}

/** The table's price by the first of `names` that has one, else 0. Tiers go by all input tokens of the call. */
function rateOf(price: Rates["price"], names: string[], allInput: number): number {
  for (const name of names) {
    const value = price[name];
    if (typeof value === "number") return value;
    if (value === undefined) continue;
    const tier = value.tiers.filter(({ start }) => allInput > start).sort((left, right) => left.start - right.start);
    return tier.at(-1)?.price ?? value.base;
  }
  return 0;
}

/** Cuts a usage into kinds that do not overlap. */
function splitTokens(usage: Usage | null) {
  const allInput = usage?.inputTokens ?? 0;
  const allOutput = usage?.outputTokens ?? 0;
  const allCacheRead = Math.min(usage?.cacheReadTokens ?? 0, allInput);
  const allCacheWrite = Math.min(usage?.cacheWriteTokens ?? 0, allInput - allCacheRead);
  const cacheWriteHour = Math.min(usage?.cacheWriteHourTokens ?? 0, allCacheWrite);
  const uncached = allInput - allCacheWrite;
  const allInputAudio = Math.min(usage?.inputAudioTokens ?? 0, uncached);
  const allInputImage = Math.min(usage?.inputImageTokens ?? 0, uncached - allInputAudio);
  // Providers do not say how much of which kind was cached: of sound and images no more than must have been.
  const cacheReadOther = Math.max(0, allCacheRead + allInputAudio + allInputImage - uncached);
  const cacheReadAudio = Math.min(cacheReadOther, allInputAudio);
  const cacheReadImage = cacheReadOther - cacheReadAudio;
  const inputAudio = allInputAudio - cacheReadAudio;
  const inputImage = allInputImage - cacheReadImage;
  const outputAudio = Math.min(usage?.outputAudioTokens ?? 0, allOutput);
  const outputImage = Math.min(usage?.outputImageTokens ?? 0, allOutput - outputAudio);
  const reasoning = Math.min(usage?.reasoningTokens ?? 0, allOutput - outputAudio - outputImage);
  return {
    allInput,
    allOutput,
    input: uncached - allCacheRead - inputAudio - inputImage,
    inputAudio,
    inputImage,
    cacheRead: allCacheRead - cacheReadOther,
    cacheReadAudio,
    cacheReadImage,
    cacheWrite: allCacheWrite - cacheWriteHour,
    cacheWriteHour,
    output: allOutput - outputAudio - outputImage - reasoning,
    outputAudio,
    outputImage,
    reasoning,
  };
}
