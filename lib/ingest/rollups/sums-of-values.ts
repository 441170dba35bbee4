import { type SQL, sql } from "drizzle-orm";
import { errorCondition } from "@/db/error-condition";
import { histogramBytes } from "@/db/histogram";
import type { Span } from "./cell-sql";
import type { RollupField } from "./fields";

type SumsSource = { projectId: number; cell: Span; field: RollupField };

const SUMMED = [
  ...["cost", "cost_input", "cost_output", "cost_cache_read", "cost_cache_write"],
  ...["input_tokens", "output_tokens", "latency_sum", "ttft_sum"],
];

/** The columns of `rollup_sums` that a week's rows have, in the order of `sumRows`. */
export const WEEK_COLUMNS = [
  ...["field_id", "code", "requests", "errors", "unpriced"],
  ...SUMMED,
  "ttft_count",
] as const;
/** The same of a day. */
export const SUM_COLUMNS = [...WEEK_COLUMNS, "latency_histogram"] as const;

/** Every value of a field in a day or week as facts have it: by latency first, as a histogram needs the counts of its buckets. */
export function sumRows({ projectId, cell, field }: SumsSource): SQL {
  const added = (name: string) => sql`sum(${sql.identifier(name)})::bigint as ${sql.identifier(name)}`;
  const read = (name: string) => sql`sum(${sql.identifier(name.replace("_sum", "_ms"))}) as ${sql.identifier(name)}`;
  return sql`select ${field.id}::int as field_id, code, sum(requests)::int as requests, sum(errors)::int as errors,
      sum(unpriced)::int as unpriced, ${list(SUMMED.map(added))}, sum(ttft_count)::int as ttft_count,
      ${histogramBytes(sql`bucket`, sql`requests`)} as latency_histogram
    from (select ${field.code} as code, latency_bucket as bucket, count(*) as requests,
        count(*) filter (where ${errorCondition(sql`status`, sql`outcome`)}) as errors,
        count(*) filter (where cost is null) as unpriced, ${list(SUMMED.map(read))}, count(ttft_ms) as ttft_count
      from facts where project_id = ${projectId} and created_at >= ${cell.start.toISOString()}::timestamptz
        and created_at < ${cell.until.toISOString()}::timestamptz group by 1, 2) buckets
    group by code`;
}

const list = (parts: readonly SQL[]) => sql.join([...parts], sql`, `);

/** Whether requests carry a field at all, as a field of `rollups` with an id of its own: two rows, with histograms. */
export function carriedField({ id, name, code, ...field }: RollupField): RollupField {
  return { ...field, id: -id, name: `${name} set`, code: sql`(${code} <> 0)::int` };
}
