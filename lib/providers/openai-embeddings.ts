import { readErrorMessage } from "@/lib/providers/errors";
import { emptyRequest, emptyResponse } from "@/lib/providers/facts";
import { at, isObject, readCount, readText } from "@/lib/providers/json-values";
import { readOpenAiUsage, readReportedCost } from "@/lib/providers/openai-usage";
import {
  contentText,
  joinPrompt,
  modelFromPath,
  pickParameters,
  previewOf,
  readModel,
  readUser,
} from "@/lib/providers/request-fields";
import type { ProviderShape, RequestFacts, ResponseFacts, Usage } from "@/lib/providers/types";
import { knownUsage, UNKNOWN_USAGE } from "@/lib/providers/usage";
import { readWholeStream } from "@/lib/providers/whole-stream";

function readRequest(body: unknown, path: string): RequestFacts {
  if (!isObject(body)) return { ...emptyRequest(), model: modelFromPath(path) };
  return {
    ...emptyRequest(),
    model: readModel(body.model) ?? modelFromPath(path),
    user: readUser(body.user),
    parameters: pickParameters(body, ["dimensions", "encoding_format", "input_type", "top_n"]),
    preview: previewOf(contentText(body.input ?? body.texts ?? body.query)),
    promptText: () => joinPrompt([body.input, body.texts, body.query], undefined),
  };
}

function readResponse(body: unknown): ResponseFacts {
  const facts = { ...emptyResponse(), error: readErrorMessage(body) };
  if (!isObject(body)) return facts;
  return {
    ...facts,
    model: readModel(body.model),
    responseId: readText(body.id, 256),
    usage: readUsage(body),
    reportedCost: readReportedCost(body.usage),
  };
}

/** OpenAI reports `prompt_tokens`, some only a total, Cohere `meta.billed_units`. Output there is none. */
function readUsage(body: unknown): Usage | null {
  const usage = readOpenAiUsage(at(body, "usage"));
  if (usage !== null) return { ...usage, outputTokens: null };
  const total = readCount(at(body, "usage", "total_tokens"));
  const billed = readCount(at(body, "meta", "billed_units", "input_tokens"));
  return knownUsage({ ...UNKNOWN_USAGE, inputTokens: total ?? billed });
}

/** Embeddings and moderations of OpenAI and its kin, Cohere's embed and rerank. Only input is counted. */
export const openAiEmbeddings: ProviderShape = {
  name: "openai-embeddings",
  readRequest,
  readResponse,
  openStream: () => readWholeStream(readResponse),
  ignoresArrays: true,
};
