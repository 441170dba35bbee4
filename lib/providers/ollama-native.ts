import { readErrorMessage } from "@/lib/providers/errors";
import { emptyRequest, emptyResponse } from "@/lib/providers/facts";
import { at, isObject, type JsonObject, listOf, parseJson, readCount, readText } from "@/lib/providers/json-values";
import { collectOutput, type OutputText } from "@/lib/providers/output-text";
import {
  contentText,
  joinPrompt,
  lastUserText,
  pickParameters,
  previewOf,
  readModel,
} from "@/lib/providers/request-fields";
import type { ProviderShape, RequestFacts, ResponseFacts, StreamReader } from "@/lib/providers/types";
import { knownUsage, mergeUsage, UNKNOWN_USAGE } from "@/lib/providers/usage";

const OPTIONS = ["temperature", "top_p", "top_k", "min_p", "num_predict", "num_ctx", "seed", "stop", "repeat_penalty"];

/** Chat and generate stream unless told not to; embeddings never do. */
function readRequest(body: unknown, path: string): RequestFacts {
  if (!isObject(body)) return emptyRequest();
  const settings = isObject(body.options) ? pickParameters(body.options, OPTIONS) : {};
  return {
    ...emptyRequest(),
    model: readModel(body.model),
    stream: body.stream !== false && !/\/embed/.test(path),
    parameters: { ...settings, ...pickParameters(body, ["think", "format", "keep_alive"]) },
    preview: previewOf(lastUserText(body.messages) || contentText(body.prompt ?? body.input)),
    promptText: () => joinPrompt([body.system, body.messages, body.prompt, body.input], body.tools),
  };
}

/** https://docs.ollama.com/api: the last line of a stream says `done: true` and carries the counts. */
function readChunk(body: JsonObject, facts: ResponseFacts, output: OutputText): void {
  facts.model = readModel(body.model) ?? facts.model;
  facts.error = readErrorMessage(body) ?? facts.error;
  facts.finishReason = readText(body.done_reason, 64) ?? facts.finishReason;
  const usage = { inputTokens: readCount(body.prompt_eval_count), outputTokens: readCount(body.eval_count) };
  facts.usage = mergeUsage(facts.usage, knownUsage({ ...UNKNOWN_USAGE, ...usage }));
  output.answer(body.response);
  output.answer(at(body, "message", "content"));
  output.reasoning(body.thinking);
  output.reasoning(at(body, "message", "thinking"));
  for (const call of listOf(at(body, "message", "tool_calls"))) {
    output.toolCall(at(call, "function", "name"), at(call, "function", "arguments"));
  }
}

function readResponse(body: unknown): ResponseFacts {
  const facts = emptyResponse();
  if (!isObject(body)) return { ...facts, error: readErrorMessage(body) };
  const output = collectOutput();
  readChunk(body, facts, output);
  return { ...facts, outputText: output.text() };
}

function openStream(): StreamReader {
  const facts = emptyResponse();
  const output = collectOutput();
  return {
    read: (data) => {
      const chunk = parseJson(data);
      if (isObject(chunk)) readChunk(chunk, facts, output);
    },
    facts: () => ({ ...facts, outputText: output.text() }),
  };
}

/** Ollama's own endpoints: /api/chat, /api/generate, /api/embed. */
export const ollamaNative: ProviderShape = {
  name: "ollama-native",
  readRequest,
  readResponse,
  openStream,
  streamsJson: true,
};
