import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
const sum = (name: string) => bigint(name, { mode: "number" });

/** `rollups.grain`: an hour is a UTC hour, a day is a day in the project's time zone. */
export const GRAINS = { hour: 1, day: 2 } as const;
export type Grain = (typeof GRAINS)[keyof typeof GRAINS];
/** Of `rollup_sums` alone: seven days from a Monday on, added up. */
export const WEEK = 3;

/**
 * Sums over the facts of one hour or day: of all (fields 0), of each value of a field (`field_b` 0), and of each pair of
 * values (`field_a` < `field_b`). A sum is null when there is nothing to sum, as in SQL over facts. What is in here
 * counts only where `rollup_built` says so.
 */
export const rollups = pgTable(
  "rollups",
  {
    projectId: integer("project_id").notNull(),
    grain: smallint("grain").notNull(),
    /** A property's id or one of FIELD_IDS; 0: none. */
    fieldA: integer("field_a").notNull(),
    fieldB: integer("field_b").notNull(),
    start: moment("start").notNull(),
    /** Dictionary code, 0: untagged; of the field `status`: outcome * 1000 + status. */
    codeA: integer("code_a").notNull(),
    codeB: integer("code_b").notNull(),
    requests: integer("requests").notNull(),
    errors: integer("errors").notNull(),
    unpriced: integer("unpriced").notNull(),
    cost: sum("cost"),
    costInput: sum("cost_input"),
    costOutput: sum("cost_output"),
    costCacheRead: sum("cost_cache_read"),
    costCacheWrite: sum("cost_cache_write"),
    inputTokens: sum("input_tokens"),
    outputTokens: sum("output_tokens"),
    cacheReadTokens: sum("cache_read_tokens"),
    cacheWriteTokens: sum("cache_write_tokens"),
    reasoningTokens: sum("reasoning_tokens"),
    latencySum: sum("latency_sum").notNull(),
    ttftSum: sum("ttft_sum"),
    ttftCount: integer("ttft_count").notNull(),
    /** As db/histogram.ts has them; of time to first token empty when nothing was streamed. */
    latencyHistogram: bytea("latency_histogram").notNull(),
    ttftHistogram: bytea("ttft_histogram").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.projectId, table.grain, table.fieldA, table.fieldB, table.start, table.codeA, table.codeB],
    }),
    index("rollups_start").on(table.projectId, table.grain, table.start),
  ],
);

/**
 * Sums over the facts of one day (or week) and one value of a field that has too many values for `rollups`: with no hours. How many requests carry the field at all is in `rollups`, under the field's id with a minus: code 0 or 1.
 * Columns that rank values come first.
 */
export const rollupSums = pgTable(
  "rollup_sums",
  {
    projectId: integer("project_id").notNull(),
    fieldId: integer("field_id").notNull(),
    start: moment("start").notNull(),
    grain: smallint("grain").notNull(),
    /** Dictionary code, 0: untagged. */
    code: integer("code").notNull(),
    requests: integer("requests").notNull(),
    cost: sum("cost"),
    errors: integer("errors").notNull(),
    unpriced: integer("unpriced").notNull(),
    latencySum: sum("latency_sum").notNull(),
    inputTokens: sum("input_tokens"),
    outputTokens: sum("output_tokens"),
    costInput: sum("cost_input"),
    costOutput: sum("cost_output"),
    costCacheRead: sum("cost_cache_read"),
    costCacheWrite: sum("cost_cache_write"),
    ttftSum: sum("ttft_sum"),
    ttftCount: integer("ttft_count").notNull(),
    /** As in `rollups`, of days only; null where `rollup_built` says that they are not there yet. */
    latencyHistogram: bytea("latency_histogram"),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.grain, table.start, table.fieldId, table.code] })],
);

/** Which hours and days are built, an hour without requests included, and what of them. */
export const rollupBuilt = pgTable(
  "rollup_built",
  {
    projectId: integer("project_id").notNull(),
    grain: smallint("grain").notNull(),
    start: moment("start").notNull(),
    /** End, not included: a day may have 23 or 25 hours, and is another one in another time zone. */
    until: moment("until").notNull(),
    requests: integer("requests").notNull(),
    /** Fields whose values are here, and those of them whose pairs are here. */
    fields: integer("fields").array().notNull(),
    paired: integer("paired").array().notNull(),
    /** Of a day: fields whose values are in `rollup_sums`. */
    summed: integer("summed").array().notNull().default([]),
    /** Of a day: the values in `rollup_sums` have histograms. */
    summedHistograms: boolean("summed_histograms").notNull().default(false),
    /** What was asked for: a field may have had too many values here. When more is asked for, it is built again. */
    askedFields: integer("asked_fields").array().notNull(),
    askedPaired: integer("asked_paired").array().notNull(),
    askedSummed: integer("asked_summed").array().notNull().default([]),
    builtAt: moment("built_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.grain, table.start] })],
);

/**
 * Hours whose facts changed since they were built, one row per change, written in the transaction of the change. Only
 * ever appended to: an upsert would lose the mark that a rebuild is about to delete.
 */
export const rollupMarks = pgTable(
  "rollup_marks",
  {
    projectId: integer("project_id").notNull(),
    hour: moment("hour").notNull(),
    id: bigint("id", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    markedAt: moment("marked_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.hour, table.id] })],
);

/** Fields that are rolled up only in part because they have many values. Not listed: everything. */
export const rollupFields = pgTable(
  "rollup_fields",
  {
    projectId: integer("project_id").notNull(),
    fieldId: integer("field_id").notNull(),
    /** `singles`: not in pairs with others; `sums`: days only, without histograms; `none`: not at all. */
    state: text("state", { enum: ["singles", "sums", "none"] }).notNull(),
    /** How many values it had, and when. */
    reason: text("reason").notNull(),
    /** When it last had too many. */
    seenAt: moment("seen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.fieldId] })],
);
