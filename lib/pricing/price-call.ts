import { type CostParts, roundParts, scaleParts } from "@/lib/pricing/cost-parts";
import { findRates, PRICE_VERSION, type Rates } from "@/lib/pricing/price-table";
import { isFree, priceUsage } from "@/lib/pricing/price-usage";
import type { Usage } from "@/lib/providers/types";

/** What one call cost, in whole nano-dollars. The four parts add up to `total`, exactly. */
export type Cost = CostParts & {
  total: number;
  /**
   * What made the price: `genai-prices@<version>`, with the tier where that changes it, `provider` when the provider reported
   * the cost itself, `not-billed` for a call that failed before anything was produced, or `nothing-generated` for one that
   * does not generate.
   */
  priceVersion: string;
  /** The model whose price was taken; null when only the provider's own figure is known. */
  pricedAs: string | null;
};

/** Why a call has no cost: nothing was counted, no model was named, or the price table does not know it or how it was served. */
type UnpricedReason = "no usage" | "no model" | "unknown model" | "no token price" | "service tier";

export type PricedCall = { cost: Cost; reason: null } | { cost: null; reason: UnpricedReason };

export type CallToPrice = {
  method: string;
  /** The provider's own path with its query string. */
  path: string;
  /** The provider's id in the price table (`Provider.priceId`). */
  priceId: string;
  /** `Helicone-Model-Override`: tried first, and by its name alone where the provider is not in the table. */
  modelOverride: string | null;
  responseModel: string | null;
  requestModel: string | null;
  usage: Usage | null;
  /** Milliseconds since the epoch: prices change with time. */
  at: number;
  /** The provider's own figure in nano-dollars, preferred when present. */
  reportedCost: number | null;
  /** How the provider served it: `flex`, `priority`. */
  serviceTier?: string | null;
  /** The status of the provider's whole answer; null when there was none (cancelled, broken off, unreachable). */
  answered: number | null;
};

/**
 * Prices one call. Never throws; unknown stays null, and 0 means that the price table says free or that nothing was billed.
 *
 * A cost reported by the provider is the total. It is split in proportion to the parts computed from the price table, and
 * goes to `input` and `output` by their tokens when the table knows nothing.
 */
export function priceCall(call: CallToPrice): PricedCall {
  const computed = freeCall(call) ?? computeCost(call);
  if (call.reportedCost === null) return computed;
  const weights = computed.cost ?? {
    input: call.usage?.inputTokens ?? 0,
    output: call.usage?.outputTokens ?? 0,
    cacheRead: 0,
    cacheWrite: 0,
  };
  return {
    cost: {
      ...scaleParts(weights, call.reportedCost),
      total: call.reportedCost,
      priceVersion: "provider",
      pricedAs: computed.cost?.pricedAs ?? null,
    },
    reason: null,
  };
}

/** Null: it is not free by its nature. What was counted has its price in any case. */
function freeCall(call: CallToPrice): PricedCall | null {
  if (call.answered === null || hasCounts(call.usage)) return null;
  if (isUnbilled(call, call.answered)) return free("not-billed");
  return call.answered < 400 && generatesNothing(call) ? free("nothing-generated") : null;
}

function free(priceVersion: string): PricedCall {
  const cost = { total: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0, priceVersion, pricedAs: null };
  return { cost, reason: null };
}

/** Azure charges for prompts its content filter refused and for those that timed out, and says nothing of how much. */
const MAY_BILL: ReadonlyMap<string, ReadonlySet<number>> = new Map([["azure", new Set([400, 408])]]);

/**
 * Whether the provider answered with an error instead of an answer: nothing was produced and no tokens were counted, so
 * nothing is billed. A call without an answer is not known to be free: the provider may have worked on it.
 */
function isUnbilled({ priceId }: CallToPrice, answered: number): boolean {
  return answered >= 400 && MAY_BILL.get(priceId)?.has(answered) !== true;
}

const READS = new Set(["GET", "HEAD", "DELETE"]);
/** Anthropic's, Gemini's and OpenAI's way to ask how many tokens a prompt has. */
const COUNTS_TOKENS = /(?:\/messages\/count_tokens|:countTokens|\/responses\/input_tokens)\/?(?:\?|$)/;

/**
 * Lists, files, polls, counts of tokens. What a poll reports was or was not counted with the call that began it: it is never
 * counted here. Of providers that nobody knows, nothing is known.
 */
function generatesNothing({ method, path, priceId }: CallToPrice): boolean {
  return priceId !== "custom" && (READS.has(method) || COUNTS_TOKENS.test(path));
}

/** What tokens cost by tier, as a share of the table's price; null: more than that, by model. Others cost what it says. */
const TIERS: ReadonlyMap<string, number | null> = new Map([
  ["flex", 0.5],
  ["batch", 0.5],
  ["priority", null],
  ["fast", null],
  ["ultrafast", null],
]);
/** Groq's tiers are about limits, not prices. */
const ONE_PRICE = new Set(["groq"]);

function tierOf({ serviceTier = null, priceId }: CallToPrice): number | null {
  const share = serviceTier === null || ONE_PRICE.has(priceId) ? undefined : TIERS.get(serviceTier);
  return share === undefined ? 1 : share;
}

/** On Bedrock the request names the region as well, which has its price; elsewhere the answer knows best. */
function modelsOf({ priceId, modelOverride, responseModel, requestModel }: CallToPrice): string[] {
  const named = priceId === "aws" ? [requestModel, responseModel] : [responseModel, requestModel];
  return [modelOverride, ...named].filter((model) => model !== null);
}

function computeCost(call: CallToPrice): PricedCall {
  const models = modelsOf(call);
  if (models.length === 0) return { cost: null, reason: "no model" };
  let rates: Rates | null = null;
  for (const model of models) {
    rates ??= findRates(call.priceId, model, call.at, model === call.modelOverride);
  }
  if (rates === null) return { cost: null, reason: "unknown model" };
  if (!isFree(rates) && !hasCounts(call.usage)) return { cost: null, reason: "no usage" };
  const share = tierOf(call);
  if (share === null && !isFree(rates)) return { cost: null, reason: "service tier" };
  const parts = priceUsage(call.usage, rates, share ?? 1);
  if (parts === null) return { cost: null, reason: "no token price" };
  const priceVersion = share === 1 ? PRICE_VERSION : `${PRICE_VERSION}, ${call.serviceTier}`;
  return { cost: { ...roundParts(parts), priceVersion, pricedAs: rates.model }, reason: null };
}

function hasCounts(usage: Usage | null): boolean {
  if (usage === null) return false;
  return usage.inputTokens !== null || usage.outputTokens !== null || usage.inputAudioSeconds !== undefined;
}
