import { readErrorMessage } from "@/lib/providers/errors";
import { emptyRequest, emptyResponse } from "@/lib/providers/facts";
import { at, firstCount, isObject, listOf, parseJson, readCount, readText } from "@/lib/providers/json-values";
import { collectOutput, type OutputText } from "@/lib/providers/output-text";
import { joinPrompt, lastUserText, pickParameters, previewOf, readModel } from "@/lib/providers/request-fields";
import type { ProviderShape, RequestFacts, ResponseFacts, StreamReader, Usage } from "@/lib/providers/types";
import { knownUsage, mergeUsage, UNKNOWN_USAGE } from "@/lib/providers/usage";

const PARAMETERS = [
  "temperature",
  "p",
  "k",
  "max_tokens",
  "stop_sequences",
  "seed",
  "frequency_penalty",
  "presence_penalty",
  "response_format",
  "safety_mode",
  "tool_choice",
];

function readRequest(body: unknown): RequestFacts {
  if (!isObject(body)) return emptyRequest();
  return {
    ...emptyRequest(),
    model: readModel(body.model),
    stream: body.stream === true,
    parameters: pickParameters(body, PARAMETERS),
    preview: previewOf(lastUserText(body.messages)),
    promptText: () => joinPrompt([body.messages, body.documents], body.tools),
  };
}

/** Cohere charges for `billed_units`; `tokens` also counts what its own prompt template adds. */
export function readCohereUsage(raw: unknown): Usage | null {
  return knownUsage({
    ...UNKNOWN_USAGE,
    inputTokens: firstCount(at(raw, "billed_units", "input_tokens"), at(raw, "tokens", "input_tokens")),
    outputTokens: firstCount(at(raw, "billed_units", "output_tokens"), at(raw, "tokens", "output_tokens")),
    cacheReadTokens: readCount(at(raw, "cached_tokens")),
  });
}

function readPart(part: unknown, output: OutputText): void {
  output.answer(at(part, "text"));
  output.reasoning(at(part, "thinking"));
}

function readToolCall(call: unknown, output: OutputText): void {
  output.toolCall(at(call, "function", "name"), at(call, "function", "arguments"));
}

function readResponse(body: unknown): ResponseFacts {
  const output = collectOutput();
  output.reasoning(at(body, "message", "tool_plan"));
  for (const part of listOf(at(body, "message", "content"))) readPart(part, output);
  for (const call of listOf(at(body, "message", "tool_calls"))) readToolCall(call, output);
  return {
    ...emptyResponse(),
    responseId: readText(at(body, "id"), 256),
    usage: readCohereUsage(at(body, "usage")),
    finishReason: readText(at(body, "finish_reason"), 64),
    outputText: output.text(),
    error: readErrorMessage(body),
  };
}

/** https://docs.cohere.com/v2/docs/streaming: message-start, content-delta, tool-call-delta, message-end. */
function openStream(): StreamReader {
  const facts = emptyResponse();
  const output = collectOutput();
  return {
    read: (data) => {
      const event = parseJson(data);
      if (!isObject(event)) return;
      const { delta } = event;
      const message = at(delta, "message");
      facts.responseId = readText(event.id, 256) ?? facts.responseId;
      facts.error = readErrorMessage(event) ?? facts.error;
      facts.usage = mergeUsage(facts.usage, readCohereUsage(at(delta, "usage")));
      facts.finishReason = readText(at(delta, "finish_reason"), 64) ?? facts.finishReason;
      output.reasoning(at(message, "tool_plan"));
      readPart(at(message, "content"), output);
      readToolCall(at(message, "tool_calls"), output);
    },
    facts: () => ({ ...facts, outputText: output.text() }),
  };
}

/** Cohere's chat, version 2. Its answers do not name the model. */
export const cohereChat: ProviderShape = { name: "cohere-chat", readRequest, readResponse, openStream };
