import { calcPrice, type ModelPrice } from "@pydantic/genai-prices";
import { LRUCache } from "lru-cache";

/** The table's package and version; price-table.test.ts holds it equal to the one installed. */
export const PRICE_VERSION = "genai-prices@0.1.8";

/** One model's prices at one moment: what it is called in the table, and its price per unit by kind. */
export type Rates = {
  model: string;
  price: ModelPrice;
};

/** Whether a model's price depends on the date or the hour: then it is looked up for every call. */
type Entry = { rates: Rates; varies: boolean } | { rates: null; varies: false };

/** Models come from requests, so their number is bounded. */
const entries = new LRUCache<string, Entry>({ max: 10_000 });

/**
 * The prices of `model` at `priceId` at a time (milliseconds since the epoch); null when the table knows none. With
 * `anyProvider`, a model that `priceId` does not list is looked for by its name alone.
 */
export function findRates(priceId: string, model: string, at: number, anyProvider: boolean): Rates | null {
  const key = JSON.stringify([priceId, model, anyProvider]);
  const known = entries.get(key);
  if (known !== undefined && !known.varies) return known.rates;
  const found = lookUp(priceId, model, at) ?? (anyProvider ? lookUp(undefined, model, at) : null);
  const entry = found ?? { rates: null, varies: false };
  entries.set(key, entry);
  return entry.rates;
}

/** Gemini's OpenAI-compatible endpoints take and answer names like `models/gemini-2.5-flash`, Vertex's `google/gemini-...`. */
const RESOURCE = /^(?:publishers\/)?(?:google\/)?(?:models\/)?(?=gemini)/;

function lookUp(providerId: string | undefined, model: string, at: number): Entry | null {
  const name = providerId === "google" ? model.replace(RESOURCE, "") : model;
  const found = calcPrice({}, name, { providerId, timestamp: new Date(at) });
  if (found === null) return null;
  return { rates: { model: found.model.id, price: found.model_price }, varies: Array.isArray(found.model.prices) };
}
