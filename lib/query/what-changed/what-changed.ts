import "server-only";
import type { Field } from "@/lib/filters/fields";
import type { Filter } from "@/lib/filters/filter";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import type { QueryContext } from "@/lib/query/context";
import { leavesOf } from "@/lib/query/resolve-fields";
import { comparedDimensions } from "./dimensions";
import { findChanges } from "./find-changes";
import { type PeriodBuckets, type Periods, periodBuckets } from "./periods";
import { readGroups } from "./read-groups";
import type { WhatChanged } from "./types";

export type WhatChangedInput = {
  metric: ChangeMetric;
  filter: Filter | null;
  periods: Periods;
  /** What takes longer is left for a second question: `rollups` leaves what takes a scan of many requests, `quick` also
   * what has thousands of values. */
  reach: "quick" | "rollups" | "all";
};

/** So many requests are scanned for each dimension in a few tens of milliseconds. */
const QUICK_SCAN = 100_000;

/**
 * What explains the change of a metric between two periods of equal length: the values, of all properties and of model,
 * provider, status and user, whose part in it is larger than their size and their day-to-day variation explain. The method
 * and its limits are in docs/what-changed.md.
 */
export async function whatChanged(context: QueryContext, input: WhatChangedInput): Promise<WhatChanged> {
  const { metric, filter, periods, reach } = input;
  const { dimensions, codes } = await comparedDimensions(context, filter, settledFields(filter));
  const buckets = periodBuckets(periods, context.project.timeZone);
  const mostScanned = reach === "all" ? Number.POSITIVE_INFINITY : QUICK_SCAN;
  const leavesMany = reach === "quick";
  const read = await readGroups(context, { metric, filter, buckets, codes, dimensions, mostScanned, leavesMany });
  return {
    ...findChanges(metric, read.whole, read.dimensions, partLengths(buckets)),
    postponed: read.postponed.map(({ label }) => label),
    leftOut: read.leftOut,
  };
}

/** Fields the filter narrows to one value: there is nothing to tell apart by them. */
function settledFields(filter: Filter | null): ReadonlySet<Field> {
  const parts = filter === null ? [] : "and" in filter ? filter.and : [filter];
  return new Set(
    parts.flatMap((part) => {
      const [leaf] = leavesOf(part);
      const isOne = leaf !== undefined && "field" in part && leaf.op === "is" && leaf.values.length === 1;
      return isOne && leaf.field !== "status" ? [leaf.field] : [];
    }),
  );
}

function partLengths({ starts, base, range }: PeriodBuckets): number[] {
  return starts
    .slice(base.from, base.to)
    .map((start, index) => (starts[base.from + index + 1] ?? range.to).getTime() - start.getTime());
}
