import { readErrorMessage } from "@/lib/providers/errors";
import { emptyRequest, emptyResponse } from "@/lib/providers/facts";
import { at, isObject, listOf, parseJson, readText } from "@/lib/providers/json-values";
import { readOpenAiUsage, readReportedCost } from "@/lib/providers/openai-usage";
import { collectOutput, type OutputText } from "@/lib/providers/output-text";
import {
  joinPrompt,
  lastUserText,
  modelFromPath,
  pickParameters,
  previewOf,
  readMetadata,
  readModel,
  readTier,
  readUser,
} from "@/lib/providers/request-fields";
import type { ProviderShape, RequestFacts, ResponseFacts, StreamReader } from "@/lib/providers/types";

const PARAMETERS = [
  "temperature",
  "top_p",
  "max_output_tokens",
  "max_tool_calls",
  "reasoning",
  "text",
  "truncation",
  "tool_choice",
  "parallel_tool_calls",
  "service_tier",
  "store",
  "background",
];

function readRequest(body: unknown, path: string): RequestFacts {
  if (!isObject(body)) return { ...emptyRequest(), model: modelFromPath(path) };
  const input = body.input;
  return {
    model: readModel(body.model) ?? modelFromPath(path),
    stream: body.stream === true,
    user: readUser(body.user),
    metadata: readMetadata(body.metadata),
    parameters: pickParameters(body, PARAMETERS),
    preview: previewOf(typeof input === "string" ? input : lastUserText(input)),
    promptText: () => joinPrompt([body.instructions, input], body.tools),
  };
}

function readResponse(body: unknown): ResponseFacts {
  const facts = { ...emptyResponse(), error: readErrorMessage(body) };
  if (!isObject(body)) return facts;
  const output = collectOutput();
  for (const item of listOf(body.output)) readItem(item, output);
  return {
    ...facts,
    model: readModel(body.model),
    responseId: readText(body.id, 256),
    usage: readOpenAiUsage(body.usage),
    reportedCost: readReportedCost(body.usage),
    serviceTier: readTier(body.service_tier),
    finishReason: readText(at(body, "incomplete_details", "reason"), 64) ?? readText(body.status, 64),
    outputText: output.text(),
  };
}

/** One output item: a message, a call of a function, custom or server tool, or reasoning. */
function readItem(item: unknown, output: OutputText): void {
  if (!isObject(item)) return;
  if (item.type === "reasoning") {
    for (const part of [...listOf(item.summary), ...listOf(item.content)]) output.reasoning(at(part, "text"));
    return;
  }
  for (const part of listOf(item.content)) {
    output.answer(at(part, "text"));
    output.answer(at(part, "refusal"));
  }
  output.toolCall(item.name, item.arguments ?? item.input);
}

/** https://platform.openai.com/docs/api-reference/responses-streaming */
function openStream(): StreamReader {
  let facts = emptyResponse();
  let finished = false;
  const output = collectOutput();

  const readDelta = (type: string, event: Record<string, unknown>) => {
    if (type === "response.output_item.added") output.toolCall(at(event.item, "name"), undefined);
    else if (/reasoning\w*\.delta$/.test(type)) output.reasoning(event.delta);
    else if (/(?:output_text|refusal|_arguments|_input)\.delta$/.test(type)) output.answer(event.delta);
  };

  return {
    read: (data) => {
      const event = parseJson(data);
      if (!isObject(event) || typeof event.type !== "string") return;
      if (event.type === "error") {
        facts.error = readErrorMessage(event) ?? facts.error;
      } else if (isObject(event.response)) {
        // created, in_progress, completed, incomplete, failed: each carries the whole answer so far.
        const error = facts.error;
        facts = readResponse(event.response);
        facts.error ??= error;
        finished = /\.(?:completed|incomplete|failed)$/.test(event.type);
      } else {
        readDelta(event.type, event);
      }
    },
    facts: () => (finished && facts.outputText !== "" ? facts : { ...facts, outputText: output.text() }),
  };
}

/** OpenAI's Responses API. */
export const openAiResponses: ProviderShape = { name: "openai-responses", readRequest, readResponse, openStream };
