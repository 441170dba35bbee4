import { at, isObject, type JsonObject, listOf, readText, storableText, toJson } from "@/lib/providers/json-values";

const PREVIEW_LENGTH = 300;
const MAX_MODEL_LENGTH = 256;
const MAX_USER_LENGTH = 1024;
const MAX_TIER_LENGTH = 64;
const MAX_METADATA_PAIRS = 1000;
/** A setting longer than this as JSON (a response schema, a logit bias table) is left out of the parameters. */
const MAX_PARAMETER_LENGTH = 500;
/** Content nested deeper than this is no message of any provider. */
const MAX_CONTENT_DEPTH = 6;

/** A model's name as a body gives it; null for anything but a text. */
export function readModel(value: unknown): string | null {
  return readText(value, MAX_MODEL_LENGTH);
}

/** The provider's own end-user field; null for anything but a text. */
export function readUser(value: unknown): string | null {
  return readText(value, MAX_USER_LENGTH);
}

/** How a call was served, as the answer says. */
export function readTier(value: unknown): string | null {
  return readText(value, MAX_TIER_LENGTH)?.toLowerCase() ?? null;
}

/** The first characters of a text for the list, white space folded. */
export function previewOf(text: string): string {
  const start = text.slice(0, PREVIEW_LENGTH * 4).trim();
  const head = start.slice(0, PREVIEW_LENGTH);
  // Most texts have nothing to fold, and seeing that is ten times faster than folding.
  return storableText(/\s\s|[^\S ]/.test(head) ? start.replace(/\s+/g, " ") : head, PREVIEW_LENGTH);
}

/**
 * The text of a message's content: a string, a part or a list of parts of any provider (`text`, `refusal`, tool results,
 * tool-call inputs). Images, audio and files add nothing.
 */
export function contentText(content: unknown, depth = 0): string {
  if (typeof content === "string") return content;
  if (depth > MAX_CONTENT_DEPTH) return "";
  if (Array.isArray(content)) {
    return content
      .map((part) => contentText(part, depth + 1))
      .filter((text) => text !== "")
      .join("\n");
  }
  if (!isObject(content)) return "";
  const own = [content.text, content.refusal, content.thinking, content.arguments, content.output];
  const texts = own.filter((value) => typeof value === "string");
  const nested = [content.content, content.parts, content.toolResult, content.json];
  return [...texts, ...nested.map((value) => contentText(value, depth + 1))].filter((text) => text !== "").join("\n");
}

/** The text of the newest message with `role: "user"` that has any. */
export function lastUserText(messages: unknown): string {
  const list = listOf(messages);
  for (let index = list.length - 1; index >= 0; index--) {
    const message = list[index];
    if (!isObject(message) || (message.role !== undefined && message.role !== "user")) continue;
    const text = contentText(message);
    if (text !== "") return text;
  }
  return "";
}

/** Joins all prompt texts, tool definitions as JSON: providers count those as prompt tokens too. */
export function joinPrompt(texts: unknown[], tools: unknown): string {
  const parts = texts.map((text) => contentText(text));
  if (Array.isArray(tools) && tools.length > 0) parts.push(toJson(tools));
  return parts.filter((part) => part !== "").join("\n");
}

/** Those of the named settings that the request carries and that are short enough to show. */
export function pickParameters(body: JsonObject, names: readonly string[]): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const name of names) {
    const value = body[name];
    if (value === undefined || value === null) continue;
    const kept = showable(value) ? value : at(value, "type");
    if (kept !== undefined && showable(kept)) parameters[name] = kept;
  }
  return parameters;
}

/** jsonb refuses `\u0000` and lone surrogates, which JSON.stringify writes as `\u0000` and `\ud8xx`. */
function showable(value: unknown): boolean {
  const json = toJson(value);
  return json !== "" && json.length <= MAX_PARAMETER_LENGTH && !/\\u(?:0000|d[89a-f])/.test(json);
}

/** OpenAI's body `metadata`. Its values are strings by contract; numbers and booleans are taken as written. */
export function readMetadata(value: unknown): Map<string, string> {
  const pairs = new Map<string, string>();
  if (!isObject(value)) return pairs;
  for (const [key, entry] of Object.entries(value).slice(0, MAX_METADATA_PAIRS)) {
    if (typeof entry === "string" || typeof entry === "number" || typeof entry === "boolean") {
      const text = String(entry);
      pairs.set(storableText(key, key.length), storableText(text, text.length));
    }
  }
  return pairs;
}

const MODEL_IN_PATH = [
  // Azure: /openai/deployments/<deployment>/chat/completions
  /\/deployments\/([^/?]+)/,
  // Gemini, AI Studio and Vertex: /v1beta/models/<model>:generateContent, tuned ones as /endpoints/<id>:generateContent
  /\/(?:models|tunedModels|endpoints)\/([^/?:]+):/,
  // Bedrock: /model/<id or ARN, percent-encoded>/invoke
  /\/model\/([^/?]+)\//,
];

/** The model that a path names (Azure deployment, Gemini, Vertex, Bedrock), percent-decoded. */
export function modelFromPath(path: string): string | null {
  for (const pattern of MODEL_IN_PATH) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined) return readModel(decodePercent(name));
  }
  return null;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
