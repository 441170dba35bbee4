import { uuidv7obj } from "uuidv7";
import type { RequestRecord } from "./request-record";

/** A plausible record for tests and measurements. `createdAt` follows from the id. */
export function testRecord(changes: Partial<RequestRecord> = {}): RequestRecord {
  const id = changes.id ?? uuidv7obj().toString();
  return {
    id,
    projectId: 1,
    createdAt: Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16),
    callerId: null,
    provider: "openai",
    priceId: "openai",
    method: "POST",
    path: "/v1/chat/completions",
    upstreamHost: "api.openai.com",
    status: 200,
    outcome: "completed",
    latencyMs: 812,
    ttftMs: null,
    stream: false,
    requestModel: "gpt-4o-mini",
    responseModel: "gpt-4o-mini-2024-07-18",
    modelOverride: null,
    usage: {
      inputTokens: 100,
      outputTokens: 20,
      cacheReadTokens: 0,
      cacheWriteTokens: null,
      reasoningTokens: 0,
      inputAudioTokens: null,
      outputAudioTokens: null,
    },
    usageSource: "reported",
    estimateFrom: null,
    reportedCost: null,
    finishReason: "stop",
    responseId: "chatcmpl-1",
    error: null,
    userId: null,
    sessionId: null,
    sessionPath: null,
    sessionName: null,
    promptId: null,
    properties: [],
    cutProperties: [],
    parameters: { temperature: 0.2 },
    requestPreview: "Hello?",
    responsePreview: "Hello!",
    requestBody: null,
    responseBody: null,
    ...changes,
  };
}
