import { at, firstCount, isObject, readCount } from "@/lib/providers/json-values";
import type { Usage } from "@/lib/providers/types";
import { knownUsage } from "@/lib/providers/usage";

/** Beyond this a provider's own cost figure is not believed. In US dollars. */
const MAX_REPORTED_DOLLARS = 1_000_000;
const NANO_DOLLARS = 1_000_000_000;
/** https://docs.x.ai/docs: one tick is a ten-billionth of a dollar. */
const TICKS_PER_DOLLAR = 10_000_000_000;

/**
 * Reads a `usage` object of the OpenAI family: chat completions (`prompt_tokens`), responses, images and transcriptions
 * (`input_tokens`), and the additions of DeepSeek, Moonshot, OpenRouter and Perplexity. Null when it holds no counts.
 */
export function readOpenAiUsage(raw: unknown): Usage | null {
  if (!isObject(raw)) return null;
  const inputDetails = raw.prompt_tokens_details ?? raw.input_tokens_details ?? raw.input_token_details;
  const outputDetails = raw.completion_tokens_details ?? raw.output_tokens_details ?? raw.output_token_details;
  const inputTokens = firstCount(raw.prompt_tokens, raw.input_tokens);
  const reasoningTokens = firstCount(at(outputDetails, "reasoning_tokens"), raw.reasoning_tokens);
  const answerTokens = firstCount(raw.completion_tokens, raw.output_tokens);
  return knownUsage({
    inputTokens,
    outputTokens: totalOutput(inputTokens, answerTokens, readCount(raw.total_tokens)),
    cacheReadTokens: firstCount(at(inputDetails, "cached_tokens"), raw.prompt_cache_hit_tokens, raw.cached_tokens),
    cacheWriteTokens: firstCount(at(inputDetails, "cache_write_tokens"), raw.cache_creation_input_tokens),
    reasoningTokens,
    inputAudioTokens: readCount(at(inputDetails, "audio_tokens")),
    outputAudioTokens: readCount(at(outputDetails, "audio_tokens")),
    inputImageTokens: readCount(at(inputDetails, "image_tokens")) ?? undefined,
    outputImageTokens: readCount(at(outputDetails, "image_tokens")) ?? undefined,
  });
}

/** xAI and Gemini leave reasoning out of `completion_tokens`: only the total tells of it. */
function totalOutput(input: number | null, answer: number | null, total: number | null): number | null {
  if (input === null || total === null) return answer;
  const rest = total - input;
  return rest >= (answer ?? 0) ? rest : answer;
}

/**
 * The cost a provider reports with the usage, in nano-dollars: OpenRouter `cost` (with one's own key it is the fee alone,
 * the model's cost stands beside it), Perplexity `cost.total_cost`, xAI `cost_in_usd_ticks`. Null when there is none.
 */
export function readReportedCost(raw: unknown): number | null {
  const fee = readDollars(at(raw, "cost"));
  if (fee === null) {
    const ticks = at(raw, "cost_in_usd_ticks");
    const fromTicks = typeof ticks === "number" ? readDollars(ticks / TICKS_PER_DOLLAR) : null;
    return toNanoDollars(readDollars(at(raw, "cost", "total_cost")) ?? fromTicks);
  }
  const upstream = at(raw, "is_byok") === true ? readDollars(at(raw, "cost_details", "upstream_inference_cost")) : null;
  return toNanoDollars(fee + (upstream ?? 0));
}

function readDollars(value: unknown): number | null {
  return typeof value === "number" && value >= 0 && value <= MAX_REPORTED_DOLLARS ? value : null;
}

function toNanoDollars(dollars: number | null): number | null {
  return dollars === null ? null : Math.round(dollars * NANO_DOLLARS);
}
