import { readErrorMessage } from "@/lib/providers/errors";
import { emptyRequest, emptyResponse } from "@/lib/providers/facts";
import { at, isObject, type JsonObject, listOf, parseJson, readCount, readText } from "@/lib/providers/json-values";
import { collectOutput, type OutputText } from "@/lib/providers/output-text";
import {
  joinPrompt,
  lastUserText,
  modelFromPath,
  pickParameters,
  previewOf,
  readModel,
  readTier,
  readUser,
} from "@/lib/providers/request-fields";
import type { ProviderShape, RequestFacts, ResponseFacts, StreamReader, Usage } from "@/lib/providers/types";
import { knownUsage, sumKnown } from "@/lib/providers/usage";

const PARAMETERS = [
  "temperature",
  "top_p",
  "top_k",
  "max_tokens",
  "stop_sequences",
  "thinking",
  "tool_choice",
  "service_tier",
  "output_config",
];

const USAGE_FIELDS = [
  "input_tokens",
  "output_tokens",
  "cache_read_input_tokens",
  "cache_creation_input_tokens",
  "cache_creation",
  "output_tokens_details",
  "server_tool_use",
  "service_tier",
  "speed",
];

/** On Vertex (`:streamRawPredict`) and Bedrock (`/invoke-with-response-stream`) the path names model and streaming. */
function readRequest(body: unknown, path: string): RequestFacts {
  if (!isObject(body)) return { ...emptyRequest(), model: modelFromPath(path) };
  return {
    model: readModel(body.model) ?? modelFromPath(path),
    stream: body.stream === true || path.includes(":streamRawPredict") || path.includes("/invoke-with-response-stream"),
    user: readUser(at(body, "metadata", "user_id")),
    metadata: new Map(),
    parameters: pickParameters(body, PARAMETERS),
    preview: previewOf(lastUserText(body.messages)),
    promptText: () => joinPrompt([body.system, body.messages], body.tools),
  };
}

/**
 * Anthropic counts cached input apart: `input_tokens` is only what was neither read from nor written to the cache, so the
 * three are added. https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching
 */
function readAnthropicUsage(raw: unknown): Usage | null {
  const cacheReadTokens = readCount(at(raw, "cache_read_input_tokens"));
  const cacheWriteTokens = readCount(at(raw, "cache_creation_input_tokens"));
  return knownUsage({
    inputTokens: sumKnown(readCount(at(raw, "input_tokens")), cacheReadTokens, cacheWriteTokens),
    outputTokens: readCount(at(raw, "output_tokens")),
    cacheReadTokens,
    cacheWriteTokens,
    cacheWriteHourTokens: readCount(at(raw, "cache_creation", "ephemeral_1h_input_tokens")),
    reasoningTokens: readCount(at(raw, "output_tokens_details", "thinking_tokens")),
    inputAudioTokens: null,
    outputAudioTokens: null,
    webSearches: readCount(at(raw, "server_tool_use", "web_search_requests")) ?? undefined,
  });
}

/** `speed: "fast"` has a price of its own whatever the tier. */
function readAnthropicTier(usage: unknown): string | null {
  const speed = readTier(at(usage, "speed"));
  return speed === "fast" ? speed : readTier(at(usage, "service_tier"));
}

/** Text, thinking and tool calls of one content block. */
function readBlock(block: unknown, output: OutputText): void {
  if (!isObject(block)) return;
  output.answer(block.text);
  output.reasoning(block.thinking);
  // A streamed tool call starts with an empty input; its arguments follow as input_json_delta.
  const input = isObject(block.input) && Object.keys(block.input).length > 0 ? block.input : undefined;
  output.toolCall(block.name, input);
}

function readMessage(message: JsonObject, facts: ResponseFacts, output: OutputText): void {
  facts.model = readModel(message.model) ?? facts.model;
  facts.responseId = readText(message.id, 256) ?? facts.responseId;
  facts.finishReason = readText(message.stop_reason, 64) ?? facts.finishReason;
  for (const block of listOf(message.content)) readBlock(block, output);
}

function readResponse(body: unknown): ResponseFacts {
  const facts = { ...emptyResponse(), error: readErrorMessage(body) };
  if (!isObject(body)) return facts;
  const output = collectOutput();
  readMessage(body, facts, output);
  const usage = readAnthropicUsage(body.usage);
  return { ...facts, usage, serviceTier: readAnthropicTier(body.usage), outputText: output.text() };
}

/** https://docs.anthropic.com/en/docs/build-with-claude/streaming */
function openStream(): StreamReader {
  const facts = emptyResponse();
  const output = collectOutput();
  // message_start and every message_delta report running totals, each leaving out what it does not know.
  const usage: Record<string, unknown> = {};
  const addUsage = (raw: unknown) => {
    for (const name of USAGE_FIELDS) usage[name] = at(raw, name) ?? usage[name];
  };

  return {
    read: (data) => {
      const event = parseJson(data);
      if (!isObject(event)) return;
      if (event.type === "error") facts.error = readErrorMessage(event) ?? facts.error;
      if (isObject(event.message)) {
        readMessage(event.message, facts, output);
        addUsage(event.message.usage);
      }
      readBlock(event.content_block, output);
      readBlock(event.delta, output);
      output.answer(at(event.delta, "partial_json"));
      facts.finishReason = readText(at(event.delta, "stop_reason"), 64) ?? facts.finishReason;
      addUsage(event.usage);
    },
    facts: () => {
      const serviceTier = readAnthropicTier(usage);
      return { ...facts, usage: readAnthropicUsage(usage), serviceTier, outputText: output.text() };
    },
  };
}

/** Anthropic's Messages API, also as spoken on Vertex and Bedrock. */
export const anthropicMessages: ProviderShape = { name: "anthropic-messages", readRequest, readResponse, openStream };
