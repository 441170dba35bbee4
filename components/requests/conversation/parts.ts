import { asText, isObject, objectAt, prettyJson, textAt } from "@/components/requests/conversation/json";
import { dataUrl, mediaPart } from "@/components/requests/conversation/media";
import type { Part } from "@/components/requests/conversation/message";

/** Content that is a string or a list of parts in any of the shapes of OpenAI, Anthropic and Cohere. */
export function readContent(content: unknown): Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ kind: "text", text: content }];
  if (Array.isArray(content)) return content.flatMap(readPart);
  return content === null || content === undefined ? [] : [unknownPart(content)];
}

export function unknownPart(value: unknown): Part {
  return { kind: "unknown", json: asText(value) };
}

function readPart(part: unknown): Part[] {
  if (typeof part === "string") return [{ kind: "text", text: part }];
  const type = textAt(part, "type") ?? "";
  const read = TYPES.get(type);
  return read === undefined ? [unknownPart(part)] : read(part);
}

const readText = (part: unknown): Part[] => [{ kind: "text", text: textAt(part, "text") ?? "" }];

const media = (name: string, source: (part: unknown) => string | null) => (part: unknown) => [
  mediaPart(name, source(part)),
];

const TYPES = new Map<string, (part: unknown) => Part[]>([
  ["text", readText],
  ["input_text", readText],
  ["output_text", readText],
  ["summary_text", (part) => [{ kind: "reasoning", text: textAt(part, "text") ?? "" }]],
  ["refusal", (part) => [{ kind: "refusal", text: textAt(part, "refusal") ?? "" }]],
  ["thinking", (part) => [{ kind: "reasoning", text: textAt(part, "thinking") ?? "" }]],
  ["redacted_thinking", () => [{ kind: "reasoning", text: "Redacted by the provider" }]],
  ["image_url", media("Image", (part) => textAt(objectAt(part, "image_url"), "url"))],
  ["input_image", media("Image", (part) => textAt(part, "image_url"))],
  ["input_audio", media("Audio", (part) => textAt(objectAt(part, "input_audio"), "format"))],
  ["file", media("File", (part) => textAt(objectAt(part, "file"), "filename"))],
  ["input_file", media("File", (part) => textAt(part, "filename"))],
  ["image", media("Image", anthropicSource)],
  ["document", media("Document", anthropicSource)],
  ["tool_use", readToolUse],
  ["server_tool_use", readToolUse],
  ["tool_result", readToolResult],
]);

function readToolUse(part: unknown): Part[] {
  const input = isObject(part) ? part.input : undefined;
  return [{ kind: "tool-call", name: textAt(part, "name") ?? "tool", input: prettyJson(asText(input ?? {})) }];
}

function readToolResult(part: unknown): Part[] {
  const content = isObject(part) ? part.content : undefined;
  return [{ kind: "tool-result", name: textAt(part, "tool_use_id"), output: partsText(readContent(content)) }];
}

function anthropicSource(part: unknown): string | null {
  const source = objectAt(part, "source");
  const type = textAt(source, "media_type");
  return textAt(source, "url") ?? dataUrl(type, textAt(source, "data")) ?? type;
}

/** All that can be read of parts, as one text. */
export function partsText(parts: Part[]): string {
  return parts
    .map((part) => {
      if (part.kind === "tool-call") return part.input;
      if (part.kind === "tool-result") return part.output;
      if (part.kind === "media") return part.label;
      return part.kind === "unknown" ? part.json : part.text;
    })
    .join("\n");
}
