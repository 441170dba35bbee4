import { isObject, numberAt, objectAt, parseJson, textAt } from "@/components/requests/conversation/json";
import type { Message } from "@/components/requests/conversation/message";
import { readContent } from "@/components/requests/conversation/parts";

/** A whole `message` of Anthropic. */
export function readAnthropicResponse(body: unknown): Message[] {
  const parts = isObject(body) ? readContent(body.content) : [];
  return [{ role: textAt(body, "role") ?? "assistant", parts }];
}

type Block = { start: { readonly [key: string]: unknown }; text: string; thinking: string; json: string };

/** Puts `content_block_*` events together. */
export function readAnthropicStream(events: unknown[]): Message[] {
  const blocks = new Map<number, Block>();
  for (const event of events) {
    const index = numberAt(event, "index");
    if (index === null) continue;
    const block = blocks.get(index) ?? { start: {}, text: "", thinking: "", json: "" };
    blocks.set(index, block);
    if (textAt(event, "type") === "content_block_start") block.start = objectAt(event, "content_block");
    const delta = objectAt(event, "delta");
    block.text += textAt(delta, "text") ?? "";
    block.thinking += textAt(delta, "thinking") ?? "";
    block.json += textAt(delta, "partial_json") ?? "";
  }
  return [{ role: "assistant", parts: readContent([...blocks.values()].map(finish)) }];
}

function finish({ start, text, thinking, json }: Block): unknown {
  if (json !== "") return { ...start, input: parseJson(json) ?? json };
  if (thinking !== "") return { ...start, type: "thinking", thinking };
  return text === "" ? start : { ...start, type: "text", text: (textAt(start, "text") ?? "") + text };
}
