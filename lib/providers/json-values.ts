/** A JSON object of unknown content. Only ever read by names written in our code, so `__proto__` among its keys is inert. */
export type JsonObject = { readonly [key: string]: unknown };

/** Largest count that the storage columns (int4) hold; a provider that reports more is not believed. */
const MAX_COUNT = 2_147_483_647;

/** Neither an array nor null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at `keys` inside nested objects; undefined when any step is missing or not an object. */
export function at(value: unknown, ...keys: string[]): unknown {
  let current = value;
  for (const key of keys) {
    if (!isObject(current)) return undefined;
    current = current[key];
  }
  return current;
}

/** The elements of a JSON array; anything else counts as empty. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A token count: a whole number from 0 to 2^31-1, else null. */
export function readCount(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT ? value : null;
}

/** The first of `values` that is a token count. */
export function firstCount(...values: unknown[]): number | null {
  for (const value of values) {
    const count = readCount(value);
    if (count !== null) return count;
  }
  return null;
}

/** A non-empty string, storable in Postgres and at most `maxLength` UTF-16 units long, else null. */
export function readText(value: unknown, maxLength: number): string | null {
  return typeof value === "string" && value !== "" ? storableText(value, maxLength) : null;
}

/** Cuts to `maxLength` units and replaces what Postgres text and jsonb refuse: NUL and lone surrogates. */
export function storableText(text: string, maxLength: number): string {
  const cut = text.slice(0, maxLength);
  return cut.isWellFormed() && !cut.includes("\0") ? cut : cut.replace(/\0|\p{Surrogate}/gu, "\ufffd");
}

/** Parses one JSON text; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON of a value; empty when it has none, or is nested too deep to be written. */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
