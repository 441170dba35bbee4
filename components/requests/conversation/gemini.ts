import { asText, isObject, listAt, objectAt, prettyJson, textAt } from "@/components/requests/conversation/json";
import { dataUrl, mediaPart } from "@/components/requests/conversation/media";
import type { Message, Part } from "@/components/requests/conversation/message";
import { unknownPart } from "@/components/requests/conversation/parts";

/** `systemInstruction` and `contents`. */
export function readGeminiRequest(body: unknown): Message[] {
  const system = listAt(objectAt(body, "systemInstruction"), "parts").concat(
    listAt(objectAt(body, "system_instruction"), "parts"),
  );
  const contents = listAt(body, "contents").map((content) => readGeminiContent(content, "user"));
  return system.length === 0 ? contents : [{ role: "system", parts: system.map(readPart) }, ...contents];
}

/** The candidates of a whole answer. */
export function readGeminiResponse(body: unknown): Message[] {
  return listAt(body, "candidates").map((candidate) => readGeminiContent(objectAt(candidate, "content"), "model"));
}

/** Every event is an answer of its own: texts of the same kind that follow each other become one. */
export function readGeminiStream(events: unknown[]): Message[] {
  const parts = events.flatMap((event) => readGeminiResponse(event).slice(0, 1)).flatMap((message) => message.parts);
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last !== undefined && "text" in last && "text" in part && last.kind === part.kind) {
      joined[joined.length - 1] = { kind: last.kind, text: last.text + part.text };
    } else {
      joined.push(part);
    }
  }
  return [{ role: "model", parts: joined }];
}

function readGeminiContent(content: unknown, role: string): Message {
  return { role: textAt(content, "role") ?? role, parts: listAt(content, "parts").map(readPart) };
}

function readPart(part: unknown): Part {
  if (!isObject(part)) return unknownPart(part);
  if (typeof part.text === "string") return { kind: part.thought === true ? "reasoning" : "text", text: part.text };
  const call = objectAt(part, "functionCall");
  const callName = textAt(call, "name");
  if (callName !== null) return { kind: "tool-call", name: callName, input: prettyJson(asText(call.args ?? {})) };
  const result = objectAt(part, "functionResponse");
  const resultName = textAt(result, "name");
  if (resultName !== null) return { kind: "tool-result", name: resultName, output: asText(result.response ?? {}) };
  const data = { ...objectAt(part, "inlineData"), ...objectAt(part, "fileData") };
  const mime = textAt(data, "mimeType");
  if (mime === null) return unknownPart(part);
  return mediaPart("Media", textAt(data, "fileUri") ?? dataUrl(mime, textAt(data, "data")) ?? mime);
}
