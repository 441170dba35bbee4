import type { CapturedBody } from "@/lib/ingest/request-record";
import type { Exchange } from "./conversations";
import type { Result } from "./outcome";
import type { PlannedCall } from "./visit";

export type Bodies = { requestBody: CapturedBody; responseBody: CapturedBody | null };

/** Request and answer as they would have passed the gateway, in the provider's own shape. */
export function writeBodies(call: PlannedCall, result: Result, exchange: Exchange, id: string): Bodies {
  const shape = SHAPES[call.model.provider] ?? openAi;
  const { request, response } = shape(call, result, exchange, id);
  const failed =
    result.error === null ? null : { error: { type: "error", code: result.status, message: result.error } };
  // The demo keeps streamed answers as the whole they add up to.
  return { requestBody: capture(request), responseBody: capture(failed ?? response) };
}

type Shape = (
  call: PlannedCall,
  result: Result,
  exchange: Exchange,
  id: string,
) => { request: unknown; response: unknown };

const openAi: Shape = (call, { usage, stream, finishReason }, { system, prompt, answer }, id) => ({
  request: {
    model: call.model.name,
    messages: [
      { role: "system", content: system },
      { role: "user", content: prompt },
    ],
    ...(stream && { stream: true }),
    ...(call.person && { user: call.person.id }),
  },
  response: {
    id: `chatcmpl-${id}`,
    object: "chat.completion",
    created: Math.floor(call.at / 1000),
    model: call.model.answersAs,
    choices: [{ index: 0, message: { role: "assistant", content: answer }, finish_reason: finishReason }],
    usage: {
      prompt_tokens: usage?.inputTokens,
      completion_tokens: usage?.outputTokens,
      total_tokens: (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0),
      prompt_tokens_details: { cached_tokens: usage?.cacheReadTokens ?? 0 },
      completion_tokens_details: { reasoning_tokens: usage?.reasoningTokens ?? 0 },
    },
  },
});

const anthropic: Shape = (call, { usage, stream }, { system, prompt, answer }, id) => {
  const read = usage?.cacheReadTokens ?? 0;
  const written = usage?.cacheWriteTokens ?? 0;
  return {
    request: {
      model: call.model.name,
      max_tokens: 2048,
      system,
      messages: [{ role: "user", content: prompt }],
      ...(stream && { stream: true }),
    },
    response: {
      id: `msg_${id}`,
      type: "message",
      role: "assistant",
      model: call.model.answersAs,
      content: [{ type: "text", text: answer }],
      stop_reason: "end_turn",
      usage: {
        input_tokens: (usage?.inputTokens ?? 0) - read - written,
        cache_read_input_tokens: read,
        cache_creation_input_tokens: written,
        output_tokens: usage?.outputTokens,
      },
    },
  };
};

const google: Shape = (call, { usage }, { system, prompt, answer }, id) => ({
  request: {
    systemInstruction: { parts: [{ text: system }] },
    contents: [{ role: "user", parts: [{ text: prompt }] }],
  },
  response: {
    candidates: [{ content: { role: "model", parts: [{ text: answer }] }, finishReason: "STOP", index: 0 }],
    usageMetadata: {
      promptTokenCount: usage?.inputTokens,
      candidatesTokenCount: usage?.outputTokens,
      totalTokenCount: (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0),
    },
    modelVersion: call.model.answersAs,
    responseId: id,
  },
});

const SHAPES: Record<string, Shape> = { anthropic, google };

function capture(value: unknown): CapturedBody {
  const bytes = Buffer.from(JSON.stringify(value));
  return { bytes, contentType: "application/json", cut: false, length: bytes.length };
}
