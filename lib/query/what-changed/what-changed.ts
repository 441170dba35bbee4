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
  /** What takes longer is left for a further question: `rollups` leaves what takes a scan of many requests, `quick` also
   * what has thousands of values. */
  reach: "quick" | "rollups" | "all";
};

/** So many requests are scanned for each dimension in a few tens of milliseconds, and so many of the wide table. */
const QUICK_LIMITS = { mostScanned: 100_000, mostOpened: 20_000 };
const NO_LIMITS = {
  mostScanned: Number.POSITIVE_INFINITY,
  mostOpened: Number.POSITIVE_INFINITY,
  leavesMany: false,
};

/**
 * What explains the change of a metric between two periods of equal length: the values, of all properties and built-in
 * dimensions, whose part in it is larger than their size and their day-to-day variation explain. The method
 * and its limits are in docs/what-changed.md.
 */
export async function whatChanged(context: QueryContext, input: WhatChangedInput): Promise<WhatChanged> {
  const { metric, filter, periods, reach } = input;
  const { dimensions, codes } = await comparedDimensions(context, filter, settledFields(filter));
  const buckets = periodBuckets(periods, context.project.timeZone);
  const limits = reach === "all" ? NO_LIMITS : { ...QUICK_LIMITS, leavesMany: reach === "quick" };
  const read = await readGroups(context, { metric, filter, buckets, codes, dimensions, ...limits });
  return {
    ...findChanges(metric, read.whole, read.dimensions, partLengths(buckets)),
    postponed: read.postponed.map(({ dimension, until }) => ({ label: dimension.label, until })),
    leftOut: read.leftOut.map(({ label }) => label),
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
