import {
  asText,
  isObject,
  listAt,
  numberAt,
  objectAt,
  prettyJson,
  textAt,
} from "@/components/requests/conversation/json";
import type { Message, Part } from "@/components/requests/conversation/message";
import { partsText, readContent } from "@/components/requests/conversation/parts";

/** `messages` of OpenAI chat, Anthropic, Cohere and Ollama; Anthropic's `system` comes first. */
export function readMessagesRequest(body: unknown): Message[] {
  const system = isObject(body) ? readContent(body.system) : [];
  const messages = listAt(body, "messages").map(readMessage);
  return system.length === 0 ? messages : [{ role: "system", parts: system }, ...messages];
}

/** One message, with OpenAI's tool calls and Ollama's thinking. */
function readMessage(message: unknown): Message {
  const role = textAt(message, "role") ?? "assistant";
  const content = readContent(isObject(message) ? message.content : null);
  if (role === "tool" || role === "function") {
    const name = textAt(message, "name") ?? textAt(message, "tool_call_id");
    return { role, parts: [{ kind: "tool-result", name, output: prettyJson(partsText(content)) }] };
  }
  const reasoning = textAt(message, "reasoning_content") ?? textAt(message, "reasoning") ?? textAt(message, "thinking");
  const refusal = textAt(message, "refusal");
  return {
    role,
    parts: [
      ...(reasoning === null ? [] : [{ kind: "reasoning", text: reasoning } as const]),
      ...content,
      ...(refusal === null ? [] : [{ kind: "refusal", text: refusal } as const]),
      ...readToolCalls(message),
    ],
  };
}

function readToolCalls(message: unknown): Part[] {
  const calls = listAt(message, "tool_calls").map((call) => objectAt(call, "function"));
  const old = objectAt(message, "function_call");
  return [...calls, ...(textAt(old, "name") === null ? [] : [old])].map((call) => ({
    kind: "tool-call",
    name: textAt(call, "name") ?? "tool",
    input: prettyJson(asText(call.arguments ?? "")),
  }));
}

/** A whole answer: `choices` (chat and the older completions) or one `message` (Cohere, Ollama). */
export function readChatResponse(body: unknown): Message[] {
  const choices = listAt(body, "choices");
  if (choices.length === 0) return isObject(body) && isObject(body.message) ? [readMessage(body.message)] : [];
  return choices.map((choice) => {
    const text = textAt(choice, "text");
    return text === null ? readMessage(objectAt(choice, "message")) : { role: "assistant", parts: readContent(text) };
  });
}

type Draft = { role: string; text: string; reasoning: string; refusal: string; calls: Map<number, CallDraft> };
type CallDraft = { name: string; input: string };

/** Puts the chunks of a streamed chat (or completion, or Ollama's JSON lines) together. */
export function readChatStream(events: unknown[]): Message[] {
  const drafts = new Map<number, Draft>();
  for (const event of events) {
    for (const choice of listAt(event, "choices")) addDelta(drafts, numberAt(choice, "index") ?? 0, choice);
    if (isObject(event) && isObject(event.message)) addDelta(drafts, 0, { delta: event.message });
  }
  return [...drafts.values()].map(finish);
}

function addDelta(drafts: Map<number, Draft>, index: number, choice: unknown): void {
  const draft = drafts.get(index) ?? { role: "assistant", text: "", reasoning: "", refusal: "", calls: new Map() };
  drafts.set(index, draft);
  const delta = objectAt(choice, "delta");
  draft.role = textAt(delta, "role") ?? draft.role;
  draft.text += textAt(delta, "content") ?? textAt(choice, "text") ?? "";
  draft.reasoning +=
    textAt(delta, "reasoning_content") ?? textAt(delta, "reasoning") ?? textAt(delta, "thinking") ?? "";
  draft.refusal += textAt(delta, "refusal") ?? "";
  for (const [position, call] of listAt(delta, "tool_calls").entries()) {
    const key = numberAt(call, "index") ?? position;
    const known = draft.calls.get(key) ?? { name: "", input: "" };
    const fn = objectAt(call, "function");
    draft.calls.set(key, {
      name: known.name + (textAt(fn, "name") ?? ""),
      input: known.input + (fn.arguments === undefined ? "" : asText(fn.arguments)),
    });
  }
}

function finish(draft: Draft): Message {
  const parts: Part[] = [];
  if (draft.reasoning !== "") parts.push({ kind: "reasoning", text: draft.reasoning });
  if (draft.text !== "") parts.push({ kind: "text", text: draft.text });
  if (draft.refusal !== "") parts.push({ kind: "refusal", text: draft.refusal });
  for (const call of draft.calls.values()) {
    parts.push({ kind: "tool-call", name: call.name || "tool", input: prettyJson(call.input) });
  }
  return { role: draft.role, parts };
}
