import { readErrorMessage } from "@/lib/providers/errors";
import { emptyRequest, emptyResponse } from "@/lib/providers/facts";
import { at, isObject, type JsonObject, listOf, parseJson, readCount, readText } from "@/lib/providers/json-values";
import { collectOutput, type OutputText } from "@/lib/providers/output-text";
import {
  contentText,
  joinPrompt,
  lastUserText,
  modelFromPath,
  pickParameters,
  previewOf,
  readMetadata,
  readModel,
  readTier,
} from "@/lib/providers/request-fields";
import type { ProviderShape, RequestFacts, ResponseFacts, StreamReader, Usage } from "@/lib/providers/types";
import { knownUsage, mergeUsage, sumKnown, UNKNOWN_USAGE } from "@/lib/providers/usage";

const PARAMETERS = [
  "temperature",
  "topP",
  "topK",
  "maxOutputTokens",
  "candidateCount",
  "stopSequences",
  "seed",
  "presencePenalty",
  "frequencyPenalty",
  "responseMimeType",
  "thinkingConfig",
];

function readRequest(body: unknown, path: string): RequestFacts {
  const request = { ...emptyRequest(), model: modelFromPath(path), stream: path.includes(":streamGenerateContent") };
  if (!isObject(body)) return request;
  const settings = body.generationConfig ?? body.generation_config;
  // embedContent and batchEmbedContents carry `content`; Vertex's :predict carries `instances`.
  const contents = [body.contents, body.content, body.requests, body.instances];
  return {
    ...request,
    metadata: readMetadata(body.labels),
    parameters: isObject(settings) ? pickParameters(settings, PARAMETERS) : {},
    preview: previewOf(lastUserText(body.contents) || contentText(contents)),
    promptText: () => joinPrompt([body.systemInstruction ?? body.system_instruction, ...contents], body.tools),
  };
}

/**
 * `promptTokenCount` includes cached content; tool results (`toolUsePromptTokenCount`) and thoughts
 * (`thoughtsTokenCount`) come on top. https://ai.google.dev/api/generate-content#UsageMetadata
 */
function readUsage(raw: unknown): Usage | null {
  const prompt = sumKnown(readCount(at(raw, "promptTokenCount")), readCount(at(raw, "toolUsePromptTokenCount")));
  const thoughts = readCount(at(raw, "thoughtsTokenCount"));
  const answer = readCount(at(raw, "candidatesTokenCount"));
  const total = readCount(at(raw, "totalTokenCount"));
  const rest = prompt !== null && total !== null && total >= prompt ? total - prompt : null;
  return knownUsage({
    inputTokens: prompt,
    outputTokens: answer === null ? (rest ?? thoughts) : sumKnown(answer, thoughts),
    cacheReadTokens: readCount(at(raw, "cachedContentTokenCount")),
    cacheWriteTokens: null,
    reasoningTokens: thoughts,
    inputAudioTokens: tokensOf("AUDIO", at(raw, "promptTokensDetails")),
    outputAudioTokens: tokensOf("AUDIO", at(raw, "candidatesTokensDetails")),
    inputImageTokens: tokensOf("IMAGE", at(raw, "promptTokensDetails")) ?? undefined,
    outputImageTokens: tokensOf("IMAGE", at(raw, "candidatesTokensDetails")) ?? undefined,
  });
}

function tokensOf(modality: string, details: unknown): number | null {
  const found = listOf(details).find((detail) => at(detail, "modality") === modality);
  return readCount(at(found, "tokenCount"));
}

/** Gemini says `flex`, Vertex `ON_DEMAND_FLEX`. */
function readGeminiTier(usage: unknown): string | null {
  const tier = readTier(at(usage, "serviceTier")) ?? readTier(at(usage, "trafficType"));
  return tier?.replace(/^on_demand_/, "") ?? null;
}

/** Vertex's :predict counts the tokens of each embedded text. */
function predictionUsage(predictions: unknown): Usage | null {
  const counts = listOf(predictions).map((one) => readCount(at(one, "embeddings", "statistics", "token_count")));
  const inputTokens = sumKnown(...counts);
  return knownUsage({ ...UNKNOWN_USAGE, inputTokens });
}

function readChunk(body: JsonObject, facts: ResponseFacts, output: OutputText): void {
  facts.model = readModel(body.modelVersion) ?? facts.model;
  facts.responseId = readText(body.responseId, 256) ?? facts.responseId;
  facts.error = readErrorMessage(body) ?? facts.error;
  facts.usage = mergeUsage(facts.usage, readUsage(body.usageMetadata) ?? predictionUsage(body.predictions));
  facts.serviceTier = readGeminiTier(body.usageMetadata) ?? facts.serviceTier;
  facts.finishReason = readText(at(body, "promptFeedback", "blockReason"), 64) ?? facts.finishReason;
  for (const candidate of listOf(body.candidates)) {
    facts.finishReason = readText(at(candidate, "finishReason"), 64) ?? facts.finishReason;
    for (const part of listOf(at(candidate, "content", "parts"))) readPart(part, at(candidate, "index"), output);
  }
}

function readPart(part: unknown, candidate: unknown, output: OutputText): void {
  if (!isObject(part)) return;
  if (part.thought === true) output.reasoning(part.text);
  else output.answer(part.text, candidate);
  output.toolCall(at(part, "functionCall", "name"), at(part, "functionCall", "args"), candidate);
  output.answer(at(part, "executableCode", "code"), candidate);
}

/** An answer streamed without `alt=sse` is one JSON array of chunks; read whole, its elements are read in turn. */
function readResponse(body: unknown): ResponseFacts {
  const facts = emptyResponse();
  const output = collectOutput();
  for (const chunk of Array.isArray(body) ? body : [body]) {
    if (isObject(chunk)) readChunk(chunk, facts, output);
  }
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

/** Gemini's generateContent family on AI Studio and Vertex, embeddings included. */
export const gemini: ProviderShape = { name: "gemini", readRequest, readResponse, openStream, streamsJson: true };
