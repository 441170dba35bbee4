import { UUID, uuidv7obj } from "uuidv7";
import type { RequestRecord } from "./request-record";

/** An id made at another time, which stands in its first 48 bits. */
export function idAt(milliseconds: number): string {
  const bytes = new Uint8Array(uuidv7obj().bytes);
  let time = milliseconds;
  for (let index = 5; index >= 0; index--) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  return UUID.ofInner(bytes).toString();
}

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
