import { type SQL, sql } from "drizzle-orm";
import { errorCondition } from "@/db/error-condition";
import type { Span } from "./cell-sql";
import type { RollupField } from "./fields";

type SumsSource = { projectId: number; cell: Span; field: RollupField };

/** The columns of `rollup_sums` that a day's rows have, in the order of `sumRows`. */
export const SUM_COLUMNS = [
  ...["field_id", "code", "requests", "errors", "unpriced"],
  ...["cost", "cost_input", "cost_output", "cost_cache_read", "cost_cache_write"],
  ...["input_tokens", "output_tokens", "latency_sum", "ttft_sum", "ttft_count"],
] as const;

/** Every value of a field in a day or week as facts have it, without histograms: a field of this kind has many thousands. */
export function sumRows({ projectId, cell, field }: SumsSource): SQL {
  const sums = [
    "cost",
    "cost_input",
    "cost_output",
    "cost_cache_read",
    "cost_cache_write",
    "input_tokens",
    "output_tokens",
  ];
  return sql`select ${field.id}::int as field_id, ${field.code} as code, count(*)::int as requests,
      count(*) filter (where ${errorCondition(sql`status`, sql`outcome`)})::int as errors,
      count(*) filter (where cost is null)::int as unpriced,
      ${sql.join(
        sums.map((name) => sql`sum(${sql.identifier(name)})::bigint as ${sql.identifier(name)}`),
        sql`, `,
      )},
      sum(latency_ms)::bigint as latency_sum, sum(ttft_ms)::bigint as ttft_sum, count(ttft_ms)::int as ttft_count
    from facts where project_id = ${projectId} and created_at >= ${cell.start.toISOString()}::timestamptz
      and created_at < ${cell.until.toISOString()}::timestamptz group by 2`;
}

/** Whether requests carry a field at all, as a field of `rollups` with an id of its own: two rows, with histograms. */
export function carriedField({ id, name, code, ...field }: RollupField): RollupField {
  return { ...field, id: -id, name: `${name} set`, code: sql`(${code} <> 0)::int` };
}
