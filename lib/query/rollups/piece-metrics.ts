import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Metric } from "@/lib/filters/metrics";

export const PERCENTILES = { latency_p50: 0.5, latency_p95: 0.95, latency_p99: 0.99 } as const;
export type PercentileMetric = keyof typeof PERCENTILES;

export function isPercentile(metric: Metric): metric is PercentileMetric {
  return Object.hasOwn(PERCENTILES, metric);
}

const total = (column: string) => sql`coalesce(sum(${sql.identifier(column)}), 0)`;
/** As over facts: of nothing 0, of only unpriced requests null. */
const costSum = (column: string) =>
  sql`coalesce(sum(${sql.identifier(column)}), case when ${total("requests")} = 0 then 0 end)`;

/** Of a group that is what remains when others are taken away, the sum of nothing priced is 0: requests tell. */
export const REMAINING_COST = sql`case when coalesce(sum(requests) > sum(unpriced), false) then sum(cost)
  when ${total("requests")} = 0 then 0 end`;

/** Which of them are right of what remains when values are taken away from everything. */
export function survivesSubtraction(metric: Metric): boolean {
  return !metric.startsWith("cost_") || metric === "cost_avg";
}

/** The metrics of lib/query/sql/metric-columns.ts over rows that stand for many requests, to the same numbers. */
export const PIECE_METRICS: Record<Exclude<Metric, PercentileMetric>, SQL> = {
  requests: total("requests"),
  cost: costSum("cost"),
  cost_avg: sql`sum(cost)::numeric / nullif(sum(requests - unpriced), 0)`,
  cost_input: costSum("cost_input"),
  cost_output: costSum("cost_output"),
  cost_cache_read: costSum("cost_cache_read"),
  cost_cache_write: costSum("cost_cache_write"),
  latency_avg: sql`sum(latency_sum)::numeric / nullif(sum(requests), 0)`,
  ttft_avg: sql`sum(ttft_sum)::numeric / nullif(sum(ttft_count), 0)`,
  errors: total("errors"),
  error_rate: sql`${total("errors")}::float8 / nullif(${total("requests")}, 0)::float8`,
  input_tokens: total("input_tokens"),
  output_tokens: total("output_tokens"),
  total_tokens: sql`${total("input_tokens")} + ${total("output_tokens")}`,
  unpriced: total("unpriced"),
};
