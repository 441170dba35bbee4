import type { RequestDetail } from "@/lib/query/get-request";
import type { RequestRow } from "@/lib/query/list-requests";

/** A request as the list answers it. Costs in USD, times in milliseconds. */
export function requestJson(row: RequestRow) {
  return {
    id: row.id,
    created_at: row.createdAt.toISOString(),
    provider: row.provider,
    model: row.model,
    status: row.status,
    outcome: row.outcome,
    error: row.error,
    latency_ms: row.latencyMs,
    ttft_ms: row.ttftMs,
    cost: row.cost,
    unpriced_reason: row.unpricedReason,
    usage: {
      input_tokens: row.inputTokens,
      output_tokens: row.outputTokens,
      total_tokens: row.totalTokens,
      cache_read_tokens: row.cacheReadTokens,
      cache_write_tokens: row.cacheWriteTokens,
      estimated: row.usageEstimated,
    },
    user_id: row.user,
    session_id: row.session,
    country: row.country,
    feedback: row.feedback,
    // fromEntries defines own members, whatever they are called.
    properties: Object.fromEntries(row.properties.map(({ key, value }) => [key, value])),
  };
}

/** A request with everything that is kept of it. */
export function requestDetailJson(detail: RequestDetail) {
  const { usage, ...row } = requestJson(detail);
  return {
    ...row,
    usage: {
      ...usage,
      reasoning_tokens: detail.reasoningTokens,
      audio_tokens: detail.audioTokens,
      source: detail.usageSource,
    },
    cost_details: {
      input: detail.costs.input,
      output: detail.costs.output,
      cache_read: detail.costs.cacheRead,
      cache_write: detail.costs.cacheWrite,
      priced_as: detail.pricedAs,
      price_version: detail.priceVersion,
    },
    caller_id: detail.callerId,
    method: detail.method,
    path: detail.path,
    upstream_host: detail.upstreamHost,
    stream: detail.stream,
    request_model: detail.requestModel,
    response_model: detail.responseModel,
    model_override: detail.modelOverride,
    response_id: detail.responseId,
    finish_reason: detail.finishReason,
    session_path: detail.sessionPath,
    session_name: detail.sessionName,
    prompt_id: detail.promptId,
    cut_properties: detail.cutProperties,
    parameters: detail.parameters,
    request_body: bodyJson(detail.request),
    response_body: bodyJson(detail.response),
  };
}

function bodyJson({ text, contentType, length, cut }: RequestDetail["request"]) {
  return { text, content_type: contentType, length, cut };
}
