import { isObject } from "@/lib/providers/json-values";
import type { Provider, ProviderShape } from "@/lib/providers/types";
import { findJsonMember } from "./json-member";

/** `strip`: we asked for usage behind the caller's back, so its traces are taken out of the answer again. */
export type InjectionPlan = "none" | "inject" | "strip";

/**
 * Providers known to take `stream_options` and to answer like OpenAI: `usage` is null or absent in every chunk and comes
 * in a last one without choices. Others either report usage unasked or may refuse the field, which must never break a call.
 */
const ANSWERS_LIKE_OPENAI = new Set(["openai", "azure", "vllm", "ollama"]);

/**
 * Decides about a call. `wanted` is `Helicone-Stream-Usage`: true injects and lets the caller see the usage, false leaves
 * the call alone, null is up to us.
 */
export function planInjection(
  provider: Provider,
  shape: ProviderShape | null,
  body: unknown,
  wanted: boolean | null,
): InjectionPlan {
  if (shape?.name !== "openai-chat" || !isObject(body) || body.stream !== true || wanted === false) return "none";
  const options = body.stream_options;
  if (isObject(options) && options.include_usage === true) return "none";
  if (wanted) return "inject";
  return ANSWERS_LIKE_OPENAI.has(provider.id) ? "strip" : "none";
}

/** Adds `stream_options.include_usage` to a request's JSON text and leaves every other byte as it is. */
export function injectUsage(json: Uint8Array, body: unknown): Uint8Array {
  const options = isObject(body) && isObject(body.stream_options) ? body.stream_options : {};
  const value = Buffer.from(JSON.stringify({ ...options, include_usage: true }));
  const member = findJsonMember(json, "stream_options");
  if (member) return Buffer.concat([json.subarray(0, member.valueStart), value, json.subarray(member.valueEnd)]);
  const end = json.lastIndexOf(0x7d);
  return Buffer.concat([json.subarray(0, end), Buffer.from(',"stream_options":'), value, json.subarray(end)]);
}
