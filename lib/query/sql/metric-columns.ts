import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { facts } from "@/db/schema";
import type { Metric } from "@/lib/filters/metrics";
import { IS_ERROR } from "./status-clause";

/** Sums of nothing are 0, sums of only unpriced requests are null: nothing priced is not the same as free. */
const costSum = (column: PgColumn) => sql`coalesce(sum(${column}), case when count(*) = 0 then 0 end)`;
const tokenSum = (column: PgColumn) => sql`coalesce(sum(${column}), 0)`;
const percentile = (share: string) =>
  sql`percentile_disc(${sql.raw(share)}) within group (order by ${facts.latencyMs})`;

/** One expression per metric over facts. Costs are nano-dollars here. */
export const METRIC_COLUMNS: Record<Metric, SQL> = {
  requests: sql`count(*)`,
  cost: costSum(facts.cost),
  cost_avg: sql`avg(${facts.cost})`,
  cost_input: costSum(facts.costInput),
  cost_output: costSum(facts.costOutput),
  cost_cache_read: costSum(facts.costCacheRead),
  cost_cache_write: costSum(facts.costCacheWrite),
  latency_avg: sql`avg(${facts.latencyMs})`,
  latency_p50: percentile("0.5"),
  latency_p95: percentile("0.95"),
  latency_p99: percentile("0.99"),
  ttft_avg: sql`avg(${facts.ttftMs})`,
  errors: sql`count(*) filter (where ${IS_ERROR})`,
  error_rate: sql`count(*) filter (where ${IS_ERROR})::float8 / nullif(count(*), 0)`,
  input_tokens: tokenSum(facts.inputTokens),
  output_tokens: tokenSum(facts.outputTokens),
  total_tokens: sql`${tokenSum(facts.inputTokens)} + ${tokenSum(facts.outputTokens)}`,
  unpriced: sql`count(*) filter (where ${facts.cost} is null)`,
};
