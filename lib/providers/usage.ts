import { readCount } from "@/lib/providers/json-values";
import type { Usage } from "@/lib/providers/types";

/** A usage of which nothing is known yet. */
export const UNKNOWN_USAGE: Usage = {
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  inputAudioTokens: null,
  outputAudioTokens: null,
};

/** Adds counts of which each may be unknown; null when all are, or when the sum is beyond belief. */
export function sumKnown(...counts: (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : readCount(known.reduce((sum, count) => sum + count, 0));
}

/** The usage, or null when it names neither input nor output: then the provider reported none. */
export function knownUsage(usage: Usage): Usage | null {
  return usage.inputTokens === null && usage.outputTokens === null ? null : usage;
}

/**
 * Joins two reports of one stream. Counts are running totals, so a later one wins; a kind that the later report leaves
 * out keeps its earlier count. Anthropic's reports, which alone know of the hour, are joined before they are read.
 */
export function mergeUsage(earlier: Usage | null, later: Usage | null): Usage | null {
  if (earlier === null || later === null) return later ?? earlier;
  return {
    inputTokens: later.inputTokens ?? earlier.inputTokens,
    outputTokens: later.outputTokens ?? earlier.outputTokens,
    cacheReadTokens: later.cacheReadTokens ?? earlier.cacheReadTokens,
    cacheWriteTokens: later.cacheWriteTokens ?? earlier.cacheWriteTokens,
    reasoningTokens: later.reasoningTokens ?? earlier.reasoningTokens,
    inputAudioTokens: later.inputAudioTokens ?? earlier.inputAudioTokens,
    outputAudioTokens: later.outputAudioTokens ?? earlier.outputAudioTokens,
    inputImageTokens: later.inputImageTokens ?? earlier.inputImageTokens,
    outputImageTokens: later.outputImageTokens ?? earlier.outputImageTokens,
    inputAudioSeconds: later.inputAudioSeconds ?? earlier.inputAudioSeconds,
  };
}
