import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { facts } from "@/db/schema";
import type { Metric } from "@/lib/filters/metrics";
import type { PercentileMetric } from "@/lib/query/rollups/piece-metrics";
import { IS_ERROR } from "./status-clause";

/** Sums of nothing are 0, sums of only unpriced requests are null: nothing priced is not the same as free. */
const costSum = (column: PgColumn) => sql`coalesce(sum(${column}), case when count(*) = 0 then 0 end)`;
const tokenSum = (column: PgColumn) => sql`coalesce(sum(${column}), 0)`;

/** One expression per metric over facts; percentiles need two steps (cells-of-facts.ts). Costs are nano-dollars here. */
export const METRIC_COLUMNS: Record<Exclude<Metric, PercentileMetric>, SQL> = {
  requests: sql`count(*)`,
  cost: costSum(facts.cost),
  cost_avg: sql`avg(${facts.cost})`,
  cost_input: costSum(facts.costInput),
  cost_output: costSum(facts.costOutput),
  cost_cache_read: costSum(facts.costCacheRead),
  cost_cache_write: costSum(facts.costCacheWrite),
  latency_avg: sql`avg(${facts.latencyMs})`,
  ttft_avg: sql`avg(${facts.ttftMs})`,
  errors: sql`count(*) filter (where ${IS_ERROR})`,
  error_rate: sql`count(*) filter (where ${IS_ERROR})::float8 / nullif(count(*), 0)`,
  input_tokens: tokenSum(facts.inputTokens),
  output_tokens: tokenSum(facts.outputTokens),
  total_tokens: sql`${tokenSum(facts.inputTokens)} + ${tokenSum(facts.outputTokens)}`,
  unpriced: sql`count(*) filter (where ${facts.cost} is null)`,
};
