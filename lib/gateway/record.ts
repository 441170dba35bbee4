import type { RequestRecord } from "@/lib/ingest/request-record";
import { estimateUsage } from "@/lib/pricing/estimate-tokens";
import { emptyResponse } from "@/lib/providers/facts";
import { storableText } from "@/lib/providers/json-values";
import { previewOf } from "@/lib/providers/request-fields";
import type { ResponseFacts, Usage } from "@/lib/providers/types";
import type { CallFacts, Ending } from "./call-facts";
import { recordedPath } from "./recorded-path";
import { heliconeFlag, heliconeText } from "./request-headers";

/** What search keeps of an answer. */
const ANSWER_LENGTH = 4_000;
/** States of an OpenAI response in the background: what it will cost cannot be told from what was asked. */
const ANSWERED_LATER = new Set(["queued", "in_progress"]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Makes the record of a call that has ended. `call.tap` must have been ended. */
export async function makeRecord(call: CallFacts, ending: Ending, endedAt: number): Promise<RequestRecord> {
  const { headers, request, route } = call;
  const response = call.tap?.facts() ?? emptyResponse();
  const omitRequest = heliconeFlag(headers, "omit-request") === true;
  const omitResponse = heliconeFlag(headers, "omit-response") === true;
  for (const [name, value] of request.metadata) headers.properties.setDefault(name, value);
  return {
    id: call.id,
    projectId: call.projectId,
    createdAt: call.createdAt,
    callerId: callerId(call),
    provider: route.provider.id,
    priceId: route.provider.priceId,
    method: call.method,
    path: recordedPath(route.path),
    upstreamHost: route.host,
    status: ending.status,
    outcome: ending.outcome,
    latencyMs: Math.max(0, Math.round(endedAt - call.startedAt)),
    ttftMs: request.stream && call.firstByteAt !== null ? Math.round(call.firstByteAt - call.startedAt) : null,
    stream: request.stream,
    requestModel: request.model,
    responseModel: response.model,
    modelOverride: heliconeText(headers, "model-override"),
    ...(await usageOf(call, ending, response, omitRequest || omitResponse)),
    reportedCost: response.reportedCost,
    serviceTier: response.serviceTier,
    finishReason: response.finishReason,
    responseId: response.responseId,
    error: ending.error ?? response.error,
    userId: heliconeText(headers, "user-id") ?? request.user,
    sessionId: heliconeText(headers, "session-id"),
    sessionPath: heliconeText(headers, "session-path"),
    sessionName: heliconeText(headers, "session-name"),
    promptId: heliconeText(headers, "prompt-id"),
    country: headers.country,
    properties: headers.properties.list(),
    cutProperties: headers.properties.cutKeys(),
    parameters: request.parameters,
    requestPreview: omitRequest ? "" : request.preview,
    responsePreview: omitResponse ? "" : previewOf(response.outputText),
    answerText: omitResponse ? "" : storableText(response.outputText.slice(0, ANSWER_LENGTH), ANSWER_LENGTH),
    requestBody: omitRequest ? null : (call.requestBody?.take(headers.contentType) ?? null),
    responseBody: omitResponse ? null : (call.tap?.body() ?? null),
  };
}

function callerId(call: CallFacts): string | null {
  const given = heliconeText(call.headers, "request-id");
  return given !== null && UUID.test(given) ? given.toLowerCase() : null;
}

type UsageFields = Pick<RequestRecord, "usage" | "usageSource" | "estimateFrom">;

async function usageOf(
  call: CallFacts,
  ending: Ending,
  response: ResponseFacts,
  omitted: boolean,
): Promise<UsageFields> {
  const { usage } = response;
  const succeeded = ending.status >= 200 && ending.status < 300 && ending.outcome !== "unreachable";
  // Some report usage from the start of a stream (Anthropic's output_tokens begins at 1): broken off, it says too little.
  const partial = usage !== null && ending.outcome !== "completed" && response.finishReason === null;
  if (usage !== null && !(partial && succeeded)) return { usage, usageSource: "reported", estimateFrom: null };
  if (!succeeded || call.shape === null || call.shape.notText)
    return { usage: null, usageSource: "none", estimateFrom: null };
  if (!call.request.stream && ANSWERED_LATER.has(response.finishReason ?? "")) {
    return { usage: null, usageSource: "none", estimateFrom: null };
  }
  const texts = { prompt: call.request.promptText(), output: response.outputText };
  if (usage !== null)
    return { usage: atLeast(usage, await estimateUsage(texts)), usageSource: "estimated", estimateFrom: null };
  if (texts.prompt === "" && texts.output === "") return { usage: null, usageSource: "none", estimateFrom: null };
  // Texts the caller does not want kept must not reach the spool either.
  if (omitted) return { usage: await estimateUsage(texts), usageSource: "estimated", estimateFrom: null };
  return { usage: null, usageSource: "none", estimateFrom: texts };
}

/** What was reported, its output raised to what has verifiably been sent. */
function atLeast(reported: Usage, estimated: Usage): Usage {
  return {
    ...reported,
    inputTokens: reported.inputTokens ?? estimated.inputTokens,
    outputTokens: Math.max(reported.outputTokens ?? 0, estimated.outputTokens ?? 0),
  };
}
