import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/** Moments are kept in UTC; milliseconds are all a UUIDv7 carries. */
const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** Dictionary codes start at 1; 0 in a column means "untagged" or "none". */
const code = (name: string) => integer(name).notNull().default(0);

const tokens = (name: string) => integer(name);
const nanoDollars = (name: string) => bigint(name, { mode: "number" });

/** A tenant. Small table, a reference table on Citus. */
export const projects = pgTable("projects", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  /** IANA name; every bucket of time is cut in this zone. */
  timeZone: text("time_zone").notNull().default("UTC"),
  /** Filled by `--demo`; only such projects are ever filled. */
  demo: boolean("demo").notNull().default(false),
  /** How often unused entries of its dictionary were marked for removal, see docs/retention.md. */
  vocabularyGeneration: integer("vocabulary_generation").notNull().default(0),
  createdAt: moment("created_at").notNull().defaultNow(),
});

/** Project keys. Only their SHA-256 is kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    projectId: integer("project_id").notNull(),
    /** SHA-256 of the key's UTF-8 bytes. */
    keyHash: bytea("key_hash").notNull(),
    name: text("name").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    revokedAt: moment("revoked_at"),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.keyHash] }), index("api_keys_key_hash").on(table.keyHash)],
);

/** Custom properties of a project, one row per canonical key. */
export const properties = pgTable(
  "properties",
  {
    projectId: integer("project_id").notNull(),
    /** Also the `field_id` of its values in `dictionary`. Ids below 100 are the built-in fields. */
    id: integer("id").notNull().generatedAlwaysAsIdentity({ startWith: 100 }),
    /** Canonical key: `user-type`. */
    key: text("key").notNull(),
    /** `User Type`: made from the first spelling seen, renamable. */
    displayName: text("display_name").notNull(),
    /** 1 to 16: the column `slot_N` of facts that holds it; null: it lives in `details.extra`. */
    slot: smallint("slot"),
    /** Where values still lie that are being moved to where `slot` says, see db/property-slots.ts; null: none. */
    movingFrom: smallint("moving_from"),
    /** The slot it gets once the property that had it has left it. */
    promisedSlot: smallint("promised_slot"),
    /** When the step of the move that is under way began. */
    movedAt: moment("moved_at"),
    /** Values of requests before this are moved. */
    movedUntil: moment("moved_until"),
    /** What it means, in the team's words. */
    description: text("description"),
    /** Left out of lists, columns and suggestions since then; filters still know it. Null: shown. */
    hiddenAt: moment("hidden_at"),
    /** Values are deleted from requests that are older than so many days; null: kept as long as their requests. */
    keepDays: integer("keep_days"),
    /** When values past `keep_days` were last looked for; null: not since that was set. */
    valuesExpiredAt: moment("values_expired_at"),
    /** Listed first and shown on the Dashboard page since then. Null: not pinned. */
    pinnedAt: moment("pinned_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.id] }),
    unique("properties_key").on(table.projectId, table.key),
    unique("properties_slot").on(table.projectId, table.slot),
    unique("properties_promised_slot").on(table.projectId, table.promisedSlot),
  ],
);

/** Every string that facts refer to by code: property values, models, providers, users, sessions. */
export const dictionary = pgTable(
  "dictionary",
  {
    projectId: integer("project_id").notNull(),
    /** A property's id, or one of FIELD_IDS in db/field-ids.ts. */
    fieldId: integer("field_id").notNull(),
    code: integer("code").notNull().generatedAlwaysAsIdentity(),
    value: text("value").notNull(),
    /** SHA-256 of the value's UTF-8 bytes: long values do not fit a btree. */
    valueHash: bytea("value_hash").notNull(),
    /** No fact held it when the removal with this mark began; whoever looks it up to store it takes the mark away. */
    unusedMark: uuid("unused_mark"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.fieldId, table.code] }),
    unique("dictionary_value").on(table.projectId, table.fieldId, table.valueHash),
  ],
);

/**
 * The narrow table that is scanned. Partitioned by UTC day of `created_at` (the migration says so, Drizzle cannot).
 * Column order: most-scanned first, wide types before narrow within what alignment allows.
 */
export const facts = pgTable(
  "facts",
  {
    projectId: integer("project_id").notNull(),
    /** Milliseconds from arrival to the last byte. */
    latencyMs: integer("latency_ms").notNull(),
    /** The time inside `id`. */
    createdAt: moment("created_at").notNull(),
    /** Null: unpriced, never 0. */
    cost: nanoDollars("cost"),
    modelCode: code("model_code"),
    providerCode: code("provider_code"),
    /** HTTP status the client saw; 499: it left before any. */
    status: smallint("status").notNull(),
    /** Index into OUTCOMES: 0 completed, 1 cancelled, 2 interrupted, 3 unreachable. */
    outcome: smallint("outcome").notNull(),
    /** Logarithmic bucket of `latency_ms`, see db/latency-bucket.ts. */
    latencyBucket: smallint("latency_bucket").notNull(),
    /** 0 none, 1 estimated, 2 reported. */
    usageSource: smallint("usage_source").notNull(),
    slot1: code("slot_1"),
    slot2: code("slot_2"),
    slot3: code("slot_3"),
    slot4: code("slot_4"),
    slot5: code("slot_5"),
    slot6: code("slot_6"),
    slot7: code("slot_7"),
    slot8: code("slot_8"),
    slot9: code("slot_9"),
    slot10: code("slot_10"),
    slot11: code("slot_11"),
    slot12: code("slot_12"),
    slot13: code("slot_13"),
    slot14: code("slot_14"),
    slot15: code("slot_15"),
    slot16: code("slot_16"),
    /** Total prompt, cached parts included. */
    inputTokens: tokens("input_tokens"),
    /** Total answer, reasoning included. */
    outputTokens: tokens("output_tokens"),
    cacheReadTokens: tokens("cache_read_tokens"),
    cacheWriteTokens: tokens("cache_write_tokens"),
    reasoningTokens: tokens("reasoning_tokens"),
    audioTokens: tokens("audio_tokens"),
    userCode: code("user_code"),
    sessionCode: code("session_code"),
    /** Milliseconds from arrival to the first byte; only streamed calls have it. */
    ttftMs: integer("ttft_ms"),
    costInput: nanoDollars("cost_input"),
    costOutput: nanoDollars("cost_output"),
    costCacheRead: nanoDollars("cost_cache_read"),
    costCacheWrite: nanoDollars("cost_cache_write"),
    id: uuid("id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.createdAt, table.id] }),
    index("facts_slots").using(
      "gin",
      table.slot1,
      table.slot2,
      table.slot3,
      table.slot4,
      table.slot5,
      table.slot6,
      table.slot7,
      table.slot8,
      table.slot9,
      table.slot10,
      table.slot11,
      table.slot12,
      table.slot13,
      table.slot14,
      table.slot15,
      table.slot16,
    ),
  ],
);

/** The wide table, opened one request at a time. Same key and partitions as facts. */
export const details = pgTable(
  "details",
  {
    projectId: integer("project_id").notNull(),
    createdAt: moment("created_at").notNull(),
    id: uuid("id").notNull(),
    /** The caller's own Helicone-Request-Id. */
    callerId: uuid("caller_id"),
    method: text("method").notNull(),
    path: text("path").notNull(),
    upstreamHost: text("upstream_host").notNull(),
    stream: boolean("stream").notNull(),
    requestModel: text("request_model"),
    responseModel: text("response_model"),
    modelOverride: text("model_override"),
    responseId: text("response_id"),
    finishReason: text("finish_reason"),
    error: text("error"),
    sessionPath: text("session_path"),
    sessionName: text("session_name"),
    promptId: text("prompt_id"),
    /** Properties without a slot: `{key: value}`. */
    extra: jsonb("extra").$type<Record<string, string>>(),
    /** Canonical keys whose value was cut at 1,024 characters. */
    cutProperties: text("cut_properties").array(),
    parameters: jsonb("parameters").$type<Record<string, unknown>>(),
    /** Model the price table matched; null where something else made the price. */
    pricedAs: text("priced_as"),
    /** `genai-prices@x`, `provider`, `not-billed` or `nothing-generated`, see docs/costs.md; null when unpriced. */
    priceVersion: text("price_version"),
    /** Why there is no cost: `unknown-model`, `no-usage`. */
    unpricedReason: text("unpriced_reason"),
    /** First 300 characters of the last user message. */
    requestPreview: text("request_preview"),
    /** First 300 characters of the answer. */
    responsePreview: text("response_preview"),
    /** Bodies are gzip-compressed. */
    requestBody: bytea("request_body"),
    responseBody: bytea("response_body"),
    requestContentType: text("request_content_type"),
    responseContentType: text("response_content_type"),
    /** Length of the whole body as it passed, in bytes; kept even when the body is not. */
    requestLength: bigint("request_length", { mode: "number" }),
    responseLength: bigint("response_length", { mode: "number" }),
    requestCut: boolean("request_cut").notNull().default(false),
    responseCut: boolean("response_cut").notNull().default(false),
    /** Reported input and output audio, for the panel. */
    inputAudioTokens: tokens("input_audio_tokens"),
    outputAudioTokens: tokens("output_audio_tokens"),
    /** What a user thought of the answer: true good, false bad, null not said. */
    feedback: boolean("feedback"),
    /** ISO 3166-1 alpha-2 code, when the platform in front of the gateway says it. */
    country: text("country"),
    /** Prompt and answer as plain text, cut; null when search is off. See docs/search.md. */
    searchText: text("search_text"),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.createdAt, table.id] }),
    index("details_caller_id").on(table.projectId, table.callerId),
    index("details_extra").using("gin", table.extra),
    // Few requests have them: finding those must not read all. Other rows cost these indexes nothing.
    index("details_error").on(table.projectId, table.createdAt, table.id).where(sql`${table.error} is not null`),
    index("details_feedback").on(table.projectId, table.createdAt, table.id).where(sql`${table.feedback} is not null`),
  ],
);

/** A saved view: filter, range, columns and sort under a name. */
export const segments = pgTable(
  "segments",
  {
    projectId: integer("project_id").notNull(),
    id: integer("id").notNull().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    /** The URL's query string that shows it, without the leading `?`; pages ignore what is not theirs. */
    search: text("search").notNull(),
    /** Opened when a page is opened with nothing in its URL; at most one per project. */
    isDefault: boolean("is_default").notNull().default(false),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.id] }),
    unique("segments_name").on(table.projectId, table.name),
  ],
);

/** One property set or removed on many requests at once. */
export const bulkEdits = pgTable(
  "bulk_edits",
  {
    projectId: integer("project_id").notNull(),
    id: integer("id").notNull().generatedAlwaysAsIdentity(),
    /** Canonical key. */
    key: text("key").notNull(),
    /** Keys merged into it that are removed with it. */
    also: text("also").array().notNull().default([]),
    /** Null: removed. */
    value: text("value"),
    /** Requests it concerns, and how many are done. */
    total: integer("total").notNull(),
    done: integer("done").notNull().default(0),
    /** The requests it concerns, as `bulkSelection` writes them: what a later start of the dashboard goes on with. */
    selection: jsonb("selection"),
    /** The last request dealt with; null: none yet. */
    reachedAt: moment("reached_at"),
    reachedId: uuid("reached_id"),
    /** Why it stopped early; null when it did not. */
    error: text("error"),
    createdAt: moment("created_at").notNull().defaultNow(),
    finishedAt: moment("finished_at"),
    /** It is to be taken back, at once or at the next start. */
    undoAskedAt: moment("undo_asked_at"),
    undoneAt: moment("undone_at"),
    /** Nobody wants to be told of it any more. */
    dismissedAt: moment("dismissed_at"),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.id] })],
);

/** What a bulk edit replaced, for as long as it can be undone. */
export const bulkEditRows = pgTable(
  "bulk_edit_rows",
  {
    projectId: integer("project_id").notNull(),
    editId: integer("edit_id").notNull(),
    createdAt: moment("created_at").notNull(),
    requestId: uuid("request_id").notNull(),
    /** Canonical key; empty: that of the edit. */
    key: text("key").notNull().default(""),
    /** Null: it had no such property. */
    previous: text("previous"),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.editId, table.createdAt, table.requestId, table.key] })],
);

/** Merged values and keys: what is written on the left is read as what stands on the right. Deleting the row undoes it. */
export const aliases = pgTable(
  "aliases",
  {
    projectId: integer("project_id").notNull(),
    id: integer("id").notNull().generatedAlwaysAsIdentity(),
    /** Canonical key as sent. */
    key: text("key").notNull(),
    /** Value as sent; null: every value, the whole key is renamed. */
    value: text("value"),
    toKey: text("to_key").notNull(),
    /** Null exactly when `value` is. */
    toValue: text("to_value"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.id] }),
    unique("aliases_source").on(table.projectId, table.key, table.value).nullsNotDistinct(),
  ],
);
