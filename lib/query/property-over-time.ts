import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { METRICS, type Metric } from "@/lib/filters/metrics";
import { previousBuckets } from "@/lib/filters/previous-buckets";
import { bucketStarts, chooseGranularity, type Granularity, type ResolvedRange } from "@/lib/filters/time-range";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue } from "./money";
import { resolveFields } from "./resolve-fields";
import type { ValueField } from "./sql/columns";
import type { Grouped } from "./sql/grouped";
import { topOverTime } from "./top-over-time";
import { rankValues, type SplitGroup, type SplitRow, splitByValues } from "./value-groups";

export type Series = {
  /** `other`: every value that is not among the top ones. */
  kind: "value" | "other" | "untagged";
  /** Null for `other` and `untagged`. */
  value: string | null;
  /** One per bucket. Null: nothing to compute it from; sums of an empty bucket are 0. */
  points: (number | null)[];
  /** The metric over the whole range. */
  total: number | null;
};

/** What was there before, for the same series in the same order. */
type PreviousPeriod = {
  /** Start of the bucket that is laid behind each. */
  buckets: Date[];
  /** One list per series, one figure per bucket. */
  points: (number | null)[][];
  overall: (number | null)[] | null;
};

export type PropertyOverTime = {
  granularity: Granularity;
  timeZone: string;
  /** Start of each bucket; the first may begin before `range`. */
  buckets: Date[];
  /** What was asked for; its end is later than now when the last bucket is still running. */
  range: ResolvedRange;
  /** Top values, then Other, then Untagged; the last two only when they hold requests. */
  series: Series[];
  /** Values behind Other. */
  otherValues: number;
  /** Of all requests, one per bucket; null for a metric whose series add up to it. */
  overall: (number | null)[] | null;
  /** Null unless asked for. */
  previous: PreviousPeriod | null;
};

export type PropertyOverTimeInput = {
  field: ValueField;
  metric: Metric;
  filter: Filter | null;
  range: ResolvedRange;
  /** Absent or null: what fits the range. */
  granularity?: Granularity | null;
  /** Compares with the period before; `now` tells how much of the range has passed. */
  compare?: { now: Date } | null;
  /** Values shown on their own; default 7. */
  top?: number;
};

const TOP = 7;

/**
 * A metric over time by its top values of a property: those that hold most of it, or for a metric that does not add up
 * those that hold most requests, as else the slowest few calls would always lead. Throws TooManyBucketsError when the range
 * has more than 1,000 buckets.
 */
export async function propertyOverTime(context: QueryContext, input: PropertyOverTimeInput): Promise<PropertyOverTime> {
  const { field, metric, filter, range, compare = null, top = TOP } = input;
  const { timeZone } = context.project;
  const granularity = input.granularity ?? chooseGranularity(range);
  const buckets = bucketStarts(range, granularity, timeZone);
  const { additive } = METRICS[metric];
  const scope = { field, filter, range, limit: top };
  const found = additive ? await topOverTime(context, { ...scope, metric, buckets }) : null;
  const { groups, count } =
    found ?? (await rankValues(context, { ...scope, metrics: ["requests"], orderBy: "requests", direction: "desc" }));
  const values = groups.map(({ raw }) => raw);
  const shown: (SplitGroup & { value: string | null })[] = [
    ...groups.map(({ value, raw }) => ({ kind: "value" as const, value, raw, bucket: null })),
    { kind: "other", value: null, raw: null, bucket: null },
    { kind: "untagged", value: null, raw: null, bucket: null },
  ];
  const ask = { field, metric, filter, values, shown };
  const before = compare === null ? null : previousBuckets(range, granularity, timeZone, compare.now);
  const [totals, current, previous] = await Promise.all([
    found?.rows.filter(({ bucket }) => bucket === null) ??
      splitByValues(context, { field, values, filter, range, metrics: [metric], buckets: null }),
    periodOf(context, { ...ask, range, buckets }, found?.rows),
    before === null ? null : periodOf(context, { ...ask, ...before }),
  ]);
  // A series that holds nothing now would only be a name; what it held before is part of no ghost either.
  const held = shown.map((group) => totals.find((row) => sameGroup(row, group)));
  const series = shown.flatMap(({ kind, value }, index): Series[] => {
    const total = held[index];
    return total === undefined
      ? []
      : [{ kind, value, points: current.points[index] ?? [], total: total.metrics[0] ?? null }];
  });
  return {
    granularity,
    timeZone,
    buckets,
    range,
    series,
    otherValues: count - groups.length,
    overall: current.overall,
    previous:
      previous && before
        ? {
            buckets: before.buckets,
            points: previous.points.filter((_, index) => held[index] !== undefined),
            overall: previous.overall,
          }
        : null,
  };
}

type Period = Pick<Grouped, "filter" | "range"> & { metric: Metric; buckets: Date[] };
type SplitPeriod = Period & { field: ValueField; values: (number | string)[]; shown: SplitGroup[] };

/** The metric of each group in each bucket, and of all requests where the groups do not add up to it. `known`: its rows. */
async function periodOf(context: QueryContext, { field, values, shown, ...period }: SplitPeriod, known?: SplitRow[]) {
  const { metric, buckets } = period;
  const { additive } = METRICS[metric];
  const [points, overall] = await Promise.all([
    known ?? splitByValues(context, { ...period, field, values, metrics: [metric] }),
    additive ? null : overallPoints(context, period),
  ]);
  const rowOf = (group: SplitGroup) => {
    const row = new Map(points.filter((point) => sameGroup(point, group)).map((point) => [point.bucket, point]));
    return buckets.map((_, index) => {
      const point = row.get(index);
      return point === undefined ? (additive ? 0 : null) : (point.metrics[0] ?? null);
    });
  };
  return { points: shown.map(rowOf), overall };
}

async function overallPoints(context: QueryContext, { metric, filter, range, buckets }: Period) {
  const codes = await resolveFields(context, filter);
  const grouped = { filter, range, fields: [], groups: [], metrics: [metric], buckets };
  const { rows } = await answerGroups(context, grouped, codes, execute<{ bucket: number; m0: unknown }>);
  const points = new Map(rows.map(({ bucket, m0 }) => [bucket, metricValue(metric, m0)]));
  return buckets.map((_, index) => points.get(index) ?? null);
}

function sameGroup(a: SplitGroup, b: SplitGroup): boolean {
  return a.kind === b.kind && a.raw === b.raw;
}
