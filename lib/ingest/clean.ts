import { cleanText } from "@/db/stored-text";

/** A JSON value whose strings and keys Postgres takes in jsonb. */
export function cleanJson(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanJson);
  if (typeof value !== "object" || value === null) return value;
  // fromEntries defines `__proto__` as a key like any other.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleanJson(inner)]));
}

const SMALLINT_MAX = 32_767;
const INTEGER_MAX = 2_147_483_647;

/** A count or duration as the column takes it: whole, not negative, not beyond its type. NaN is unknown. */
function clamp(value: number | null, max: number): number | null {
  return value === null || Number.isNaN(value) ? null : Math.round(Math.min(Math.max(value, 0), max));
}

export const clampSmallint = (value: number | null) => clamp(value, SMALLINT_MAX);
export const clampInteger = (value: number | null) => clamp(value, INTEGER_MAX);
export const clampBigint = (value: number | null) => clamp(value, Number.MAX_SAFE_INTEGER);
