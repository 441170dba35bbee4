import { anthropicMessages } from "@/lib/providers/anthropic-messages";
import { emptyResponse } from "@/lib/providers/facts";
import { at, isObject, type JsonObject, parseJson, readCount, readText } from "@/lib/providers/json-values";
import { collectOutput } from "@/lib/providers/output-text";
import { readTier } from "@/lib/providers/request-fields";
import type { StreamReader, Usage } from "@/lib/providers/types";
import { knownUsage, sumKnown } from "@/lib/providers/usage";

const MAX_ERROR_LENGTH = 1_000;

/**
 * Bedrock's streams: `chunk` wraps the events of the model itself (Anthropic's are understood), the others are Converse's.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html
 */
export function openBedrockStream(converseUsage: (raw: unknown) => Usage | null): StreamReader {
  const facts = emptyResponse();
  const output = collectOutput();
  const model = anthropicMessages.openStream();
  let wrapped = false;

  const readChunk = (chunk: JsonObject) => {
    wrapped = true;
    const inner = typeof chunk.bytes === "string" ? Buffer.from(chunk.bytes, "base64").toString("utf8") : "";
    model.read(inner, undefined);
    // The last event of every model says what Bedrock itself has counted.
    facts.usage = meteredUsage(at(parseJson(inner), "amazon-bedrock-invocationMetrics")) ?? facts.usage;
  };

  const readConverse = (event: JsonObject) => {
    output.answer(at(event.delta, "text"));
    output.reasoning(at(event.delta, "reasoningContent", "text"));
    output.toolCall(at(event.start, "toolUse", "name"), undefined);
    output.answer(at(event.delta, "toolUse", "input"));
    facts.finishReason = readText(event.stopReason, 64) ?? facts.finishReason;
    facts.serviceTier = readTier(at(event.serviceTier, "type")) ?? facts.serviceTier;
    facts.usage = converseUsage(event.usage) ?? facts.usage;
  };

  return {
    read: (data, name) => {
      const event = parseJson(data);
      if (!isObject(event)) return;
      if (name?.endsWith("Exception")) facts.error = readText(event.message, MAX_ERROR_LENGTH) ?? name;
      else if (name === "chunk") readChunk(event);
      else if (name === undefined) model.read(data, name);
      else readConverse(event);
    },
    facts: () => {
      if (!wrapped) return { ...facts, outputText: output.text() };
      const said = model.facts();
      return { ...said, usage: said.usage ?? facts.usage, error: facts.error ?? said.error };
    },
  };
}

function meteredUsage(metrics: unknown): Usage | null {
  const cacheReadTokens = readCount(at(metrics, "cacheReadInputTokenCount"));
  const cacheWriteTokens = readCount(at(metrics, "cacheWriteInputTokenCount"));
  return knownUsage({
    inputTokens: sumKnown(readCount(at(metrics, "inputTokenCount")), cacheReadTokens, cacheWriteTokens),
    outputTokens: readCount(at(metrics, "outputTokenCount")),
    cacheReadTokens,
    cacheWriteTokens,
    reasoningTokens: null,
    inputAudioTokens: null,
    outputAudioTokens: null,
  });
}
