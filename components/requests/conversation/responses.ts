import {
  asText,
  isObject,
  type JsonObject,
  listAt,
  objectAt,
  prettyJson,
  textAt,
} from "@/components/requests/conversation/json";
import type { Message, Part } from "@/components/requests/conversation/message";
import { readContent, unknownPart } from "@/components/requests/conversation/parts";

/** `instructions` and `input` of OpenAI's responses; also the `input` of embeddings and moderations. */
export function readResponsesRequest(body: JsonObject): Message[] {
  const instructions = textAt(body, "instructions");
  const system = instructions === null ? [] : [{ role: "system", parts: readContent(instructions) }];
  const { input } = body;
  if (!Array.isArray(input)) return [...system, { role: "user", parts: readContent(input) }];
  if (input.every((item) => typeof item === "string")) return [...system, { role: "user", parts: readContent(input) }];
  return [...system, ...input.map(readItem)];
}

/** The `output` items of a whole answer. */
export function readResponsesResponse(body: unknown): Message[] {
  return listAt(body, "output").map(readItem);
}

/** The last event carries the whole answer; a stream that ended early is put together from its finished items and text. */
export function readResponsesStream(events: unknown[]): Message[] {
  const whole = events
    .map((event) => objectAt(event, "response"))
    .findLast((item) => listAt(item, "output").length > 0);
  if (whole !== undefined) return readResponsesResponse(whole);
  const items = events.filter((event) => textAt(event, "type") === "response.output_item.done");
  const done = items.map((event) => readItem(objectAt(event, "item")));
  let text = "";
  for (const event of events) {
    const type = textAt(event, "type");
    if (type === "response.output_text.delta") text += textAt(event, "delta") ?? "";
    // Its text is in `done` already.
    if (type === "response.output_item.done") text = "";
  }
  return text === "" ? done : [...done, { role: "assistant", parts: readContent(text) }];
}

function readItem(item: unknown): Message {
  if (!isObject(item)) return { role: "user", parts: [unknownPart(item)] };
  const type = textAt(item, "type") ?? "message";
  if (type === "message") return { role: textAt(item, "role") ?? "assistant", parts: readContent(item.content) };
  return { role: type === "function_call_output" ? "tool" : "assistant", parts: [readOtherItem(type, item)] };
}

function readOtherItem(type: string, item: JsonObject): Part {
  if (type === "function_call") {
    return { kind: "tool-call", name: textAt(item, "name") ?? "tool", input: prettyJson(asText(item.arguments ?? "")) };
  }
  if (type === "function_call_output") {
    return { kind: "tool-result", name: textAt(item, "call_id"), output: prettyJson(asText(item.output ?? "")) };
  }
  if (type === "reasoning") {
    const texts = [...listAt(item, "summary"), ...listAt(item, "content")].map((part) => textAt(part, "text") ?? "");
    return { kind: "reasoning", text: texts.join("\n").trim() || "Not shown by the provider" };
  }
  return unknownPart(item);
}
