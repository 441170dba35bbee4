import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Field } from "@/lib/filters/fields";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import { isPercentile } from "@/lib/query/rollups/piece-metrics";
import { groupsAndWhole, percentileSelect, type Select } from "./cells-of-facts";
import { matchingFacts } from "./filter-clause";
import { METRIC_COLUMNS } from "./metric-columns";

export type Grouped = {
  filter: Filter | null;
  range: ResolvedRange;
  /** Fields the group expressions read. */
  fields: readonly Field[];
  /** Become the columns `g0`, `g1`... */
  groups: readonly SQL[];
  /** The groups tell these values of the one field (codes, or texts) from all others and from untagged, no more. */
  split?: readonly (number | string)[];
  /** Become the columns `m0`, `m1`... */
  metrics: readonly Metric[];
  /** One row more, of all groups together: the column `whole` tells it from the others. Not with buckets. */
  withWhole?: boolean;
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
  const { filter, groups, metrics } = grouped;
  const bucket = index === null ? [] : [sql`${sql.raw(String(index))} as bucket`];
  const scope = { projectId: codes.projectId, ...range, filter, reads: grouped.fields };
  const from = matchingFacts(scope, codes);
  if (grouped.withWhole) return groupsAndWhole({ groups, metrics, from });
  return metrics.some(isPercentile)
    ? percentileSelect({ bucket, groups, metrics, from })
    : sumSelect({ bucket, groups, metrics, from });
}

function sumSelect({ bucket, groups, metrics, from }: Select): SQL {
  const columns = [
    ...bucket,
    ...groups.map((group, position) => sql`${group} as ${sql.identifier(`g${position}`)}`),
    ...metrics.flatMap((metric, index) =>
      isPercentile(metric) ? [] : [sql`${METRIC_COLUMNS[metric]} as ${sql.identifier(`m${index}`)}`],
    ),
  ];
  const positions = groups.map((_, position) => sql.raw(String(position + bucket.length + 1)));
  const groupBy = positions.length === 0 ? sql`` : sql` group by ${sql.join(positions, sql`, `)}`;
  return sql`select ${sql.join(columns, sql`, `)} ${from}${groupBy}`;
}
