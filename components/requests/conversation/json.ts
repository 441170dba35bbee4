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

/** Deeper JSON is nobody's message, and would end the readers, which go down into it, by running out of stack. */
const DEEPEST = 200;
/** Characters that laying out may add: a body of 1 MiB, nested to make it so, would become hundreds of them otherwise. */
const MOST_INDENT = 20_000_000;

/** The parsed JSON; undefined when the text is none, or is nested beyond reason. */
export function parseJson(text: string): unknown {
  if (depthOf(text) > DEEPEST) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** JSON text laid out for reading; other text as it is. */
export function prettyJson(text: string): string {
  // Two characters are the least an element takes, and two for each level are what is put before it.
  if (depthOf(text) * text.length > MOST_INDENT) return text;
  const value = parseJson(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : prettyJson(JSON.stringify(value) ?? "");
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** How many brackets are open at once at most, those inside of strings aside. */
function depthOf(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let index = 0; index < text.length; index++) {
    const sign = text.charCodeAt(index);
    if (quoted && sign === BACKSLASH) index++;
    else if (sign === QUOTE) quoted = !quoted;
    else if (!quoted && OPENING.has(sign)) deepest = Math.max(deepest, ++depth);
    else if (!quoted && CLOSING.has(sign)) depth--;
  }
  return deepest;
}
