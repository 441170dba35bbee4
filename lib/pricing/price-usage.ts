import type { CostParts } from "@/lib/pricing/cost-parts";
import type { Rates } from "@/lib/pricing/price-table";
import type { Usage } from "@/lib/providers/types";

/** Dollars per million tokens, as nano-dollars per token. */
const PER_TOKEN = 1000;
/** Dollars per thousand requests, as nano-dollars per request. */
const PER_REQUEST = 1_000_000;

/**
 * The cost of a usage in nano-dollars, not yet rounded; null when the model is not sold by the token (by the second, by the
 * image) for what was used. Kinds without a price of their own cost what the kind does that they are part of. A fee per
 * request counts as input. Counts that contradict each other are cut: no part is larger than its whole.
 */
export function priceUsage(usage: Usage | null, rates: Rates): CostParts | null {
  const { price } = rates;
  const tokens = splitTokens(usage);
  if (!isFree(rates) && !sellsTokens(tokens, price)) return null;
  const rate = (...names: string[]) => rateOf(price, names, tokens.allInput);
  const audio = rate("input_audio_mtok", "input_mtok");
  return {
    input:
      PER_TOKEN * (tokens.input * rate("input_mtok") + tokens.inputAudio * audio) +
      PER_REQUEST * rate("requests_kcount"),
    output:
      PER_TOKEN *
      (tokens.output * rate("output_mtok") +
        tokens.outputAudio * rate("output_audio_mtok", "output_mtok") +
        tokens.reasoning * rate("output_reasoning_mtok", "output_mtok")),
    cacheRead:
      PER_TOKEN *
      (tokens.cacheRead * rate("cache_read_mtok", "input_mtok") +
        tokens.cacheReadAudio * rate("cache_audio_read_mtok", "cache_read_mtok", "input_audio_mtok", "input_mtok")),
    cacheWrite:
      PER_TOKEN *
      (tokens.cacheWrite * rate("cache_write_mtok", "input_mtok") +
        tokens.cacheWriteHour * rate("cache_write_1h_mtok", "cache_write_mtok", "input_mtok")),
  };
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
  const allInputAudio = Math.min(usage?.inputAudioTokens ?? 0, allInput - allCacheWrite);
  // Providers do not say how much of the audio was cached: no more than must have been.
  const cacheReadAudio = Math.max(0, allCacheRead + allCacheWrite + allInputAudio - allInput);
  const outputAudio = Math.min(usage?.outputAudioTokens ?? 0, allOutput);
  const reasoning = Math.min(usage?.reasoningTokens ?? 0, allOutput - outputAudio);
  return {
    allInput,
    allOutput,
    input: allInput - allCacheRead - allCacheWrite - (allInputAudio - cacheReadAudio),
    inputAudio: allInputAudio - cacheReadAudio,
    cacheRead: allCacheRead - cacheReadAudio,
    cacheReadAudio,
    cacheWrite: allCacheWrite - cacheWriteHour,
    cacheWriteHour,
    output: allOutput - outputAudio - reasoning,
    outputAudio,
    reasoning,
  };
}
