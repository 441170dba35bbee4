import { sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import type { Database } from "@/db/client";
import { NEW_REQUESTS, newRequestPayloads } from "@/db/new-requests";
import { type Column, insertRows } from "./columns";
import type { FinishedRecord } from "./finish-record";
import { markHours } from "./rollups/mark-hours";
import { type Generations, holdGenerations } from "./vocabulary-generation";

/** A finished record with the codes of its strings. */
export type CodedRecord = FinishedRecord & {
  modelCode: number;
  providerCode: number;
  userCode: number;
  sessionCode: number;
  /** Sixteen codes, 0 where untagged. */
  slots: number[];
  /** Properties without a slot, as JSON text; null when there is none. */
  extra: string | null;
};

/**
 * Facts and details of a batch, all or nothing. Records that are there already stay untouched. Throws StaleCodesError.
 */
export async function insertBatch(database: Database, records: CodedRecord[], generations: Generations): Promise<void> {
  const rows = records.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  await database.transaction(async (transaction) => {
    await holdGenerations(transaction, generations);
    await transaction.execute(insertRows("facts", FACTS, rows));
    await transaction.execute(insertRows("details", DETAILS, rows));
    await markHours(transaction, rows);
    // Sent by the commit: whoever listens finds the rows. Without listeners it costs next to nothing.
    await transaction.execute(sql`select pg_notify(${NEW_REQUESTS}, payload)
      from unnest(${arrayOf("text", newRequestPayloads(rows))}) as payload`);
  });
}

const KEY: Column<CodedRecord>[] = [
  { name: "project_id", type: "int4", value: (row) => row.projectId },
  { name: "created_at", type: "timestamptz", value: (row) => row.createdAt },
  { name: "id", type: "uuid", value: (row) => row.id },
];

const SLOTS: Column<CodedRecord>[] = Array.from({ length: 16 }, (_, index) => ({
  name: `slot_${index + 1}`,
  type: "int4",
  value: (row) => row.slots[index] ?? 0,
}));

const FACTS: Column<CodedRecord>[] = [
  ...KEY,
  { name: "latency_ms", type: "int4", value: (row) => row.facts.latencyMs },
  { name: "cost", type: "int8", value: (row) => row.facts.cost },
  { name: "model_code", type: "int4", value: (row) => row.modelCode },
  { name: "provider_code", type: "int4", value: (row) => row.providerCode },
  { name: "status", type: "int2", value: (row) => row.facts.status },
  { name: "outcome", type: "int2", value: (row) => row.facts.outcome },
  { name: "latency_bucket", type: "int2", value: (row) => row.facts.latencyBucket },
  { name: "usage_source", type: "int2", value: (row) => row.facts.usageSource },
  ...SLOTS,
  { name: "input_tokens", type: "int4", value: (row) => row.facts.inputTokens },
  { name: "output_tokens", type: "int4", value: (row) => row.facts.outputTokens },
  { name: "cache_read_tokens", type: "int4", value: (row) => row.facts.cacheReadTokens },
  { name: "cache_write_tokens", type: "int4", value: (row) => row.facts.cacheWriteTokens },
  { name: "reasoning_tokens", type: "int4", value: (row) => row.facts.reasoningTokens },
  { name: "audio_tokens", type: "int4", value: (row) => row.facts.audioTokens },
  { name: "user_code", type: "int4", value: (row) => row.userCode },
  { name: "session_code", type: "int4", value: (row) => row.sessionCode },
  { name: "ttft_ms", type: "int4", value: (row) => row.facts.ttftMs },
  { name: "cost_input", type: "int8", value: (row) => row.facts.costInput },
  { name: "cost_output", type: "int8", value: (row) => row.facts.costOutput },
  { name: "cost_cache_read", type: "int8", value: (row) => row.facts.costCacheRead },
  { name: "cost_cache_write", type: "int8", value: (row) => row.facts.costCacheWrite },
];

const DETAILS: Column<CodedRecord>[] = [
  ...KEY,
  { name: "caller_id", type: "uuid", value: (row) => row.details.callerId },
  { name: "method", type: "text", value: (row) => row.details.method },
  { name: "path", type: "text", value: (row) => row.details.path },
  { name: "upstream_host", type: "text", value: (row) => row.details.upstreamHost },
  { name: "stream", type: "bool", value: (row) => row.details.stream },
  { name: "request_model", type: "text", value: (row) => row.details.requestModel },
  { name: "response_model", type: "text", value: (row) => row.details.responseModel },
  { name: "model_override", type: "text", value: (row) => row.details.modelOverride },
  { name: "response_id", type: "text", value: (row) => row.details.responseId },
  { name: "finish_reason", type: "text", value: (row) => row.details.finishReason },
  { name: "error", type: "text", value: (row) => row.details.error },
  { name: "session_path", type: "text", value: (row) => row.details.sessionPath },
  { name: "session_name", type: "text", value: (row) => row.details.sessionName },
  { name: "prompt_id", type: "text", value: (row) => row.details.promptId },
  { name: "country", type: "text", value: (row) => row.details.country },
  { name: "extra", type: "jsonb", value: (row) => row.extra },
  { name: "cut_properties", type: "text", value: (row) => row.details.cutProperties, cast: "text[]" },
  { name: "parameters", type: "jsonb", value: (row) => row.details.parameters },
  { name: "priced_as", type: "text", value: (row) => row.details.pricedAs },
  { name: "price_version", type: "text", value: (row) => row.details.priceVersion },
  { name: "unpriced_reason", type: "text", value: (row) => row.details.unpricedReason },
  { name: "request_preview", type: "text", value: (row) => row.details.requestPreview },
  { name: "response_preview", type: "text", value: (row) => row.details.responsePreview },
  { name: "search_text", type: "text", value: (row) => row.details.searchText },
  { name: "request_body", type: "bytea", value: (row) => row.details.request.bytes },
  { name: "response_body", type: "bytea", value: (row) => row.details.response.bytes },
  { name: "request_content_type", type: "text", value: (row) => row.details.request.contentType },
  { name: "response_content_type", type: "text", value: (row) => row.details.response.contentType },
  { name: "request_length", type: "int8", value: (row) => row.details.request.length },
  { name: "response_length", type: "int8", value: (row) => row.details.response.length },
  { name: "request_cut", type: "bool", value: (row) => row.details.request.cut },
  { name: "response_cut", type: "bool", value: (row) => row.details.response.cut },
  { name: "input_audio_tokens", type: "int4", value: (row) => row.details.inputAudioTokens },
  { name: "output_audio_tokens", type: "int4", value: (row) => row.details.outputAudioTokens },
];
