export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object, or an empty one: readers go down any path without asking at every step. */
export function objectAt(value: unknown, key: string): JsonObject {
  const inner = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(inner) ? inner : {};
}

export function listAt(value: unknown, key: string): unknown[] {
  const inner = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(inner) ? inner : [];
}

/** The text, or null when it is absent, empty or not text. */
export function textAt(value: unknown, key: string): string | null {
  const inner = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof inner === "string" && inner !== "" ? inner : null;
}

export function numberAt(value: unknown, key: string): number | null {
  const inner = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof inner === "number" ? inner : null;
}

/** The parsed JSON; undefined when the text is none. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** JSON text laid out for reading; other text as it is. */
export function prettyJson(text: string): string {
  const value = parseJson(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
}
