import type { Usage } from "@/lib/providers/types";

/** At most this much of a text is tokenised, in UTF-16 units; the rest is taken to be like it. */
const MAX_TOKENISED_LENGTH = 65_536;
/** The tokeniser is given pieces: its time grows faster than the length of a text without spaces. */
const PIECE_LENGTH = 4096;

/**
 * Estimates the tokens of a call whose provider did not say, with OpenAI's o200k tokenizer for every provider. The
 * tokenizer's tables are loaded with the first call.
 */
export async function estimateUsage(texts: { prompt: string; output: string }): Promise<Usage> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  // Text that spells a special token (<|endoftext|>) is text to us, not an error.
  const count = (text: string) => countTokens(text, { allowedSpecial: "all" });
  return {
    inputTokens: estimateTokens(texts.prompt, count),
    outputTokens: estimateTokens(texts.output, count),
    cacheReadTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    inputAudioTokens: null,
    outputAudioTokens: null,
  };
}

function estimateTokens(text: string, count: (text: string) => number): number {
  const tokenised = Math.min(text.length, MAX_TOKENISED_LENGTH);
  let tokens = 0;
  for (let start = 0; start < tokenised; start += PIECE_LENGTH) {
    tokens += count(text.slice(start, Math.min(start + PIECE_LENGTH, tokenised)));
  }
  return tokenised === 0 ? 0 : Math.ceil((tokens * text.length) / tokenised);
}
