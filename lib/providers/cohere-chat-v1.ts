import { readCohereUsage } from "@/lib/providers/cohere-chat";
import { readErrorMessage } from "@/lib/providers/errors";
import { emptyRequest, emptyResponse } from "@/lib/providers/facts";
import { at, isObject, listOf, parseJson, readText } from "@/lib/providers/json-values";
import { collectOutput } from "@/lib/providers/output-text";
import { contentText, joinPrompt, pickParameters, previewOf, readModel } from "@/lib/providers/request-fields";
import type { ProviderShape, RequestFacts, ResponseFacts, StreamReader } from "@/lib/providers/types";

const PARAMETERS = ["temperature", "p", "k", "max_tokens", "stop_sequences", "seed", "connectors", "prompt_truncation"];

function readRequest(body: unknown): RequestFacts {
  if (!isObject(body)) return emptyRequest();
  const history = listOf(body.chat_history).map((turn) => at(turn, "message"));
  return {
    ...emptyRequest(),
    model: readModel(body.model),
    stream: body.stream === true,
    parameters: pickParameters(body, PARAMETERS),
    preview: previewOf(contentText(body.message)),
    promptText: () => joinPrompt([body.preamble, ...history, body.message, body.documents], body.tools),
  };
}

function readResponse(body: unknown): ResponseFacts {
  const output = collectOutput();
  output.answer(at(body, "text"));
  for (const call of listOf(at(body, "tool_calls"))) output.toolCall(at(call, "name"), at(call, "parameters"));
  return {
    ...emptyResponse(),
    responseId: readText(at(body, "response_id"), 256) ?? readText(at(body, "generation_id"), 256),
    usage: readCohereUsage(at(body, "meta")),
    finishReason: readText(at(body, "finish_reason"), 64),
    outputText: output.text(),
    error: readErrorMessage(body),
  };
}

/** One JSON object a line: stream-start, text-generation, ..., and stream-end, which carries the whole answer. */
function openStream(): StreamReader {
  const output = collectOutput();
  let facts = emptyResponse();
  let ended = false;
  return {
    read: (data) => {
      const event = parseJson(data);
      if (!isObject(event)) return;
      if (event.event_type === "text-generation") output.answer(event.text);
      facts.responseId = readText(event.generation_id, 256) ?? facts.responseId;
      facts.error = readErrorMessage(event) ?? facts.error;
      if (!isObject(event.response)) return;
      const { responseId, error } = facts;
      facts = readResponse(event.response);
      facts.responseId ??= responseId;
      facts.error ??= error;
      facts.finishReason ??= readText(event.finish_reason, 64);
      ended = true;
    },
    facts: () => (ended ? facts : { ...facts, outputText: output.text() }),
  };
}

/** Cohere's chat, version 1 (https://docs.cohere.com/v1/reference/chat), which old SDKs speak. */
export const cohereChatV1: ProviderShape = {
  name: "cohere-chat-v1",
  readRequest,
  readResponse,
  openStream,
  streamsJson: true,
};
