import { anthropicMessages } from "@/lib/providers/anthropic-messages";
import { openBedrockStream } from "@/lib/providers/bedrock-stream";
import { at, firstCount, isObject, listOf, readCount, readText } from "@/lib/providers/json-values";
import { collectOutput } from "@/lib/providers/output-text";
import { joinPrompt, lastUserText, pickParameters, previewOf, readTier } from "@/lib/providers/request-fields";
import type { ProviderShape, RequestFacts, ResponseFacts, Usage } from "@/lib/providers/types";
import { knownUsage, sumKnown, UNKNOWN_USAGE } from "@/lib/providers/usage";

/** `/model/<id>/invoke` carries the model's own body (Anthropic's is understood), `/converse` Bedrock's. */
function readRequest(body: unknown, path: string): RequestFacts {
  const request = {
    ...anthropicMessages.readRequest(body, path),
    stream: /-stream$/.test(path.split("?", 1)[0] ?? ""),
  };
  const settings = at(body, "inferenceConfig");
  if (!isObject(body) || !isObject(settings)) return request;
  return {
    ...request,
    parameters: pickParameters(settings, ["maxTokens", "temperature", "topP", "stopSequences"]),
    preview: previewOf(lastUserText(body.messages)),
    promptText: () => joinPrompt([body.system, body.messages], at(body, "toolConfig", "tools")),
  };
}

/** As with Anthropic, `inputTokens` leaves out what was read from or written to the cache. */
function converseUsage(raw: unknown): Usage | null {
  const cacheReadTokens = readCount(at(raw, "cacheReadInputTokens"));
  const cacheWriteTokens = readCount(at(raw, "cacheWriteInputTokens"));
  return knownUsage({
    inputTokens: sumKnown(readCount(at(raw, "inputTokens")), cacheReadTokens, cacheWriteTokens),
    outputTokens: readCount(at(raw, "outputTokens")),
    cacheReadTokens,
    cacheWriteTokens,
    reasoningTokens: null,
    inputAudioTokens: null,
    outputAudioTokens: null,
  });
}

/**
 * `/invoke` with models that count in their own words: Meta's and Amazon's Titan. Not Titan's embeddings: the price table
 * takes all their versions for the first.
 */
function invokeUsage(body: unknown): Usage | null {
  const produced = listOf(at(body, "results")).map((result) => readCount(at(result, "tokenCount")));
  return knownUsage({
    ...UNKNOWN_USAGE,
    inputTokens: firstCount(at(body, "prompt_token_count"), produced.length > 0 && at(body, "inputTextTokenCount")),
    outputTokens: readCount(at(body, "generation_token_count")) ?? sumKnown(...produced),
  });
}

function readResponse(body: unknown): ResponseFacts {
  const facts = anthropicMessages.readResponse(body);
  const message = at(body, "output", "message");
  if (message === undefined) return { ...facts, usage: facts.usage ?? invokeUsage(body) };
  const output = collectOutput();
  for (const part of listOf(at(message, "content"))) {
    output.answer(at(part, "text"));
    output.reasoning(at(part, "reasoningContent", "reasoningText", "text"));
    output.toolCall(at(part, "toolUse", "name"), at(part, "toolUse", "input"));
  }
  return {
    ...facts,
    usage: converseUsage(at(body, "usage")),
    serviceTier: readTier(at(body, "serviceTier", "type")),
    finishReason: readText(at(body, "stopReason"), 64),
    outputText: output.text(),
  };
}

/** Bedrock's answers, whole or as its binary stream (`application/vnd.amazon.eventstream`). */
export const bedrock: ProviderShape = {
  name: "bedrock",
  readRequest,
  readResponse,
  openStream: () => openBedrockStream(converseUsage),
};
