import { readErrorMessage } from "@/lib/providers/errors";
import { emptyRequest, emptyResponse } from "@/lib/providers/facts";
import { at, isObject, type JsonObject, parseJson, readText } from "@/lib/providers/json-values";
import { readOpenAiUsage, readReportedCost } from "@/lib/providers/openai-usage";
import { collectOutput, type OutputText } from "@/lib/providers/output-text";
import {
  joinPrompt,
  modelFromPath,
  pickParameters,
  previewOf,
  readModel,
  readUser,
} from "@/lib/providers/request-fields";
import type { ProviderShape, RequestFacts, ResponseFacts, StreamReader, Usage } from "@/lib/providers/types";
import { mergeUsage, UNKNOWN_USAGE } from "@/lib/providers/usage";

const PARAMETERS = [
  "n",
  "size",
  "quality",
  "style",
  "background",
  "output_format",
  "voice",
  "speed",
  "response_format",
];

/** Uploads are multipart: their fields come as an object too, once they have passed. */
function readRequest(body: unknown, path: string): RequestFacts {
  if (!isObject(body)) return { ...emptyRequest(), model: modelFromPath(path) };
  const text = joinPrompt([body.prompt, body.input], undefined);
  return {
    ...emptyRequest(),
    model: readModel(body.model) ?? modelFromPath(path),
    stream: body.stream === true || body.stream_format === "sse",
    user: readUser(body.user),
    parameters: pickParameters(body, PARAMETERS),
    preview: previewOf(text),
    promptText: () => text,
  };
}

/** Longer is no recording: a year. */
const MAX_SECONDS = 31_536_000;

/** Usage is reported as tokens by the newer models, as `{type: "duration", seconds}` by Whisper. */
function readUsage(raw: unknown): Usage | null {
  const seconds = at(raw, "type") === "duration" ? at(raw, "seconds") : null;
  if (typeof seconds !== "number" || !(seconds >= 0 && seconds <= MAX_SECONDS)) return readOpenAiUsage(raw);
  return { ...UNKNOWN_USAGE, inputAudioSeconds: seconds };
}

function readPart(body: JsonObject, facts: ResponseFacts): void {
  facts.model = readModel(body.model) ?? facts.model;
  facts.responseId = readText(body.id, 256) ?? facts.responseId;
  facts.error = readErrorMessage(body) ?? facts.error;
  facts.usage = mergeUsage(facts.usage, readUsage(body.usage));
  facts.reportedCost = readReportedCost(body.usage) ?? facts.reportedCost;
}

function readResponse(body: unknown): ResponseFacts {
  const facts = emptyResponse();
  if (!isObject(body)) return { ...facts, error: readErrorMessage(body) };
  readPart(body, facts);
  const output = collectOutput();
  output.answer(body.text);
  return { ...facts, outputText: output.text() };
}

/** Events `transcript.text.delta` and `.done`, `image_generation.completed`, `speech.audio.done`. */
function openStream(): StreamReader {
  const facts = emptyResponse();
  let output: OutputText = collectOutput();
  return {
    read: (data) => {
      const event = parseJson(data);
      if (!isObject(event)) return;
      readPart(event, facts);
      if (event.type === "transcript.text.delta") output.answer(event.delta);
      if (event.type === "transcript.text.done") {
        output = collectOutput();
        output.answer(event.text);
      }
    },
    facts: () => ({ ...facts, outputText: output.text() }),
  };
}

/** OpenAI's images and audio: generations, edits, transcriptions, translations, speech. */
export const openAiMedia: ProviderShape = {
  name: "openai-media",
  readRequest,
  readResponse,
  openStream,
  notText: true,
  ignoresArrays: true,
};
