import { readErrorMessage } from "@/lib/providers/errors";
import { emptyRequest, emptyResponse } from "@/lib/providers/facts";
import { at, isObject, type JsonObject, listOf, parseJson, readText } from "@/lib/providers/json-values";
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
import { mergeUsage } from "@/lib/providers/usage";

const PARAMETERS = [
  "temperature",
  "top_p",
  "top_k",
  "max_tokens",
  "max_completion_tokens",
  "n",
  "stop",
  "seed",
  "frequency_penalty",
  "presence_penalty",
  "logprobs",
  "top_logprobs",
  "reasoning_effort",
  "verbosity",
  "response_format",
  "tool_choice",
  "parallel_tool_calls",
  "service_tier",
  "stream_options",
];

function readRequest(body: unknown, path: string): RequestFacts {
  if (!isObject(body)) return { ...emptyRequest(), model: modelFromPath(path) };
  const prompt = body.prompt;
  return {
    model: readModel(body.model) ?? modelFromPath(path),
    stream: body.stream === true,
    user: readUser(body.user),
    metadata: readMetadata(body.metadata),
    parameters: pickParameters(body, PARAMETERS),
    preview: previewOf(lastUserText(body.messages) || joinPrompt([prompt], undefined)),
    promptText: () => joinPrompt([body.messages, prompt], body.tools),
  };
}

/** A whole answer and a streamed chunk differ only in the name of the part: `message` or `delta`. */
function readChunk(body: JsonObject, facts: ResponseFacts, output: OutputText): void {
  facts.model = readModel(body.model) ?? facts.model;
  facts.responseId = readText(body.id, 256) ?? facts.responseId;
  facts.serviceTier = readTier(body.service_tier) ?? facts.serviceTier;
  facts.error = readErrorMessage(body) ?? facts.error;
  // Groq streams usage under x_groq. A chunk may carry usage and choices at once, and usage may come repeatedly.
  for (const usage of [at(body, "x_groq", "usage"), body.usage]) {
    facts.usage = mergeUsage(facts.usage, readOpenAiUsage(usage));
    facts.reportedCost = readReportedCost(usage) ?? facts.reportedCost;
  }
  for (const choice of listOf(body.choices)) {
    if (!isObject(choice)) continue;
    facts.finishReason = readText(choice.finish_reason, 64) ?? facts.finishReason;
    output.answer(choice.text, choice.index);
    readMessage(isObject(choice.message) ? choice.message : choice.delta, choice.index, output);
  }
}

function readMessage(message: unknown, choice: unknown, output: OutputText): void {
  if (!isObject(message)) return;
  if (Array.isArray(message.content)) readContentParts(message.content, choice, output);
  else output.answer(message.content, choice);
  output.answer(message.refusal, choice);
  output.answer(at(message, "audio", "transcript"), choice);
  // DeepSeek, xAI and vLLM say reasoning_content; Groq and OpenRouter say reasoning. Some send both, alike.
  output.reasoning(message.reasoning_content ?? message.reasoning);
  const legacyCall = message.function_call;
  output.toolCall(at(legacyCall, "name"), at(legacyCall, "arguments"), choice);
  for (const call of listOf(message.tool_calls)) {
    output.toolCall(at(call, "function", "name"), at(call, "function", "arguments"), choice);
    output.toolCall(at(call, "custom", "name"), at(call, "custom", "input"), choice);
  }
}

/** Mistral's reasoning models answer in parts: `{type: "thinking", thinking: [{text}]}` and `{type: "text", text}`. */
function readContentParts(parts: readonly unknown[], choice: unknown, output: OutputText): void {
  for (const part of parts) {
    output.answer(at(part, "text"), choice);
    for (const thought of listOf(at(part, "thinking"))) output.reasoning(at(thought, "text"));
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
      const chunk = data === "[DONE]" ? undefined : parseJson(data);
      if (isObject(chunk)) readChunk(chunk, facts, output);
    },
    facts: () => ({ ...facts, outputText: output.text() }),
  };
}

/** Chat completions and legacy completions, of OpenAI and all who speak them. */
export const openAiChat: ProviderShape = { name: "openai-chat", readRequest, readResponse, openStream };
