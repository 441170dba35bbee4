import { cleanText, cutText } from "@/db/stored-text";
import { isObject, parseJson } from "@/lib/providers/json-values";
import { contentText } from "@/lib/providers/request-fields";
import type { RequestRecord } from "./request-record";

/** Characters kept of each side: of the prompt the end, where the newest message is, of the answer the beginning. */
const LONGEST = 4_000;
/** Reading a longer body as JSON would hold up the writer: the list's preview stands for it. */
const LONGEST_BODY = 128 * 1024;

/** Prompt and answer as plain text, for the filter on what was said. See docs/search.md. */
export function searchTextOf(record: RequestRecord): string {
  const prompt = promptText(record) || record.requestPreview;
  const answer = record.answerText || record.responsePreview;
  return cleanText(`${prompt.slice(-LONGEST)}\n${cutText(answer, LONGEST)}`);
}

function promptText({ requestBody }: RequestRecord): string {
  if (requestBody === null || requestBody.cut || requestBody.bytes.length > LONGEST_BODY) return "";
  const body = parseJson(new TextDecoder().decode(requestBody.bytes));
  if (!isObject(body)) return "";
  const parts = [
    body.system,
    body.instructions,
    body.systemInstruction ?? body.system_instruction ?? body.preamble,
    body.messages,
    body.contents,
    body.input,
    body.prompt,
    body.message,
  ];
  return parts
    .map((part) => contentText(part))
    .filter((text) => text !== "")
    .join("\n");
}
