import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { latencyOfBucketSql } from "@/db/latency-bucket-sql";
import { facts } from "@/db/schema";
import type { Metric } from "@/lib/filters/metrics";
import { isPercentile, PERCENTILES, PIECE_METRICS } from "@/lib/query/rollups/piece-metrics";
import { IS_ERROR } from "./status-clause";

export type Select = {
  /** `3 as bucket`, or nothing. */
  bucket: readonly SQL[];
  /** Become the columns `g0`, `g1`... */
  groups: readonly SQL[];
  /** Become the columns `m0`, `m1`... */
  metrics: readonly Metric[];
  /** `from facts where ...` */
  from: SQL;
};

/**
 * Groups of facts with percentiles, within 2 % like those from rollups: requests are counted by latency bucket first, which
 * several workers can do at once. `percentile_disc` has to sort every request in one: over a million of them, twice the time.
 */
export function percentileSelect({ bucket, groups, metrics, from }: Select): SQL {
  const names = namesOf(groups);
  const groupBy = names.length === 0 ? sql`` : sql` group by ${list(names)}`;
  return sql`select ${list([...bucket, ...names, ...columnsOf(metrics)])}
    from ${reaching(names, sql`(${cellSelect(groups, from, true)})`)}${groupBy}`;
}

/** The same, and all groups together, from one look at facts. */
export function groupsAndWhole({ groups, metrics, from }: Omit<Select, "bucket">): SQL {
  const names = namesOf(groups);
  const columns = columnsOf(metrics);
  const byLatency = metrics.some(isPercentile);
  const cells = (by: readonly SQL[]) => (byLatency ? reaching(by, sql`found`) : sql`found as cells`);
  return sql`with found as materialized (${cellSelect(groups, from, byLatency)})
    select false as whole, ${list([...names, ...columns])} from ${cells(names)} group by ${list(names)}
    union all select true, ${list([...names.map(() => sql`null`), ...columns])} from ${cells([])}`;
}

const namesOf = (groups: readonly SQL[]) => groups.map((_, index) => sql`${sql.identifier(`g${index}`)}`);
const columnsOf = (metrics: readonly Metric[]) =>
  metrics.map((metric, index) => sql`${metricSql(metric)} as ${sql.identifier(`m${index}`)}`);

/** Sums of each group, or of each latency in each group. */
function cellSelect(groups: readonly SQL[], from: SQL, byLatency: boolean): SQL {
  const named = groups.map((group, index) => sql`${group} as ${sql.identifier(`g${index}`)}`);
  const latency = byLatency ? [sql`${facts.latencyBucket} as latency_bucket`] : [];
  const places = [...named, ...latency].map((_, index) => sql.raw(String(index + 1)));
  return sql`select ${list([...named, ...latency, SUMS])} ${from} group by ${list(places)}`;
}

/** Cells with the requests of their group up to their latency (`reached`), and all it has. */
function reaching(names: readonly SQL[], cells: SQL): SQL {
  const partition = names.length === 0 ? sql`` : sql`partition by ${list(names)} `;
  return sql`(select *, sum(requests) over (${partition}order by latency_bucket) as reached,
      sum(requests) over (${partition}) as all_requests from ${cells} as cells) as cells`;
}

/** The columns that PIECE_METRICS read. */
const SUMS = sql`count(*) as requests, count(*) filter (where ${IS_ERROR}) as errors,
  count(*) filter (where ${facts.cost} is null) as unpriced, sum(${facts.cost}) as cost,
  sum(${facts.costInput}) as cost_input, sum(${facts.costOutput}) as cost_output,
  sum(${facts.costCacheRead}) as cost_cache_read, sum(${facts.costCacheWrite}) as cost_cache_write,
  sum(${facts.inputTokens}) as input_tokens, sum(${facts.outputTokens}) as output_tokens,
  sum(${facts.latencyMs}) as latency_sum, sum(${facts.ttftMs}) as ttft_sum, count(${facts.ttftMs}) as ttft_count`;

function metricSql(metric: Metric): SQL {
  if (!isPercentile(metric)) return PIECE_METRICS[metric];
  const share = sql.raw(String(PERCENTILES[metric]));
  const bucket = sql`min(latency_bucket) filter (where reached >= ceil(all_requests * ${share}))`;
  return latencyOfBucketSql(bucket);
}

const list = (parts: readonly SQL[]) => sql.join([...parts], sql`, `);
