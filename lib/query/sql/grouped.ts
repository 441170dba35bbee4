import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Field } from "@/lib/filters/fields";
import { isPropertyField } from "@/lib/filters/fields";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { type FieldCodes, leavesOf } from "@/lib/query/resolve-fields";
import { textColumn } from "./columns";
import { matchingFacts } from "./filter-clause";
import { METRIC_COLUMNS } from "./metric-columns";

export type Grouped = {
  filter: Filter | null;
  range: ResolvedRange;
  /** Fields the group expressions read. */
  fields: readonly Field[];
  /** Become the columns `g0`, `g1`... */
  groups: readonly SQL[];
  /** Become the columns `m0`, `m1`... */
  metrics: readonly Metric[];
  /** Starts of buckets: one set of groups for each, numbered in the column `bucket`. Null: one for the whole range. */
  buckets: readonly Date[] | null;
};

/**
 * Metrics of groups of facts. A series is one branch per bucket: grouping by a function of time makes the planner expect
 * millions of groups and sort on disk (design.md section 3).
 */
export function groupedSelect(grouped: Grouped, codes: FieldCodes): SQL {
  const { buckets, range } = grouped;
  if (buckets === null) return branch(grouped, codes, range, null);
  const branches = buckets.map((start, index) => {
    const from = index === 0 ? range.from : start;
    return branch(grouped, codes, { from, to: buckets[index + 1] ?? range.to }, index);
  });
  return sql.join(branches, sql` union all `);
}

function branch(grouped: Grouped, codes: FieldCodes, range: ResolvedRange, index: number | null): SQL {
  const columns = [
    ...(index === null ? [] : [sql`${sql.raw(String(index))} as bucket`]),
    ...grouped.groups.map((group, position) => sql`${group} as ${sql.identifier(`g${position}`)}`),
    ...grouped.metrics.map((metric, position) => sql`${METRIC_COLUMNS[metric]} as ${sql.identifier(`m${position}`)}`),
  ];
  const scope = {
    projectId: codes.projectId,
    from: range.from,
    to: range.to,
    filter: grouped.filter,
    needsDetails: readsDetails([...grouped.fields, ...leavesOf(grouped.filter).map(({ field }) => field)], codes),
  };
  const first = index === null ? 1 : 2;
  const positions = grouped.groups.map((_, position) => sql.raw(String(position + first)));
  const groupBy = positions.length === 0 ? sql`` : sql` group by ${sql.join(positions, sql`, `)}`;
  return sql`select ${sql.join(columns, sql`, `)} ${matchingFacts(scope, codes)}${groupBy}`;
}

/** Whether any of the fields is a property that lives in `details`. */
export function readsDetails(fields: readonly Field[], codes: FieldCodes): boolean {
  return fields.some((field) => isPropertyField(field) && textColumn(field, codes).kind === "extra");
}
