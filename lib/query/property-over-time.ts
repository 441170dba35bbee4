import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { METRICS, type Metric } from "@/lib/filters/metrics";
import { bucketStarts, chooseGranularity, type Granularity, type ResolvedRange } from "@/lib/filters/time-range";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue } from "./money";
import { resolveFields } from "./resolve-fields";
import type { ValueField } from "./sql/columns";
import type { Grouped } from "./sql/grouped";
import { rankValues, type SplitGroup, splitByValues } from "./value-groups";

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

export type PropertyOverTime = {
  granularity: Granularity;
  timeZone: string;
  /** Start of each bucket. */
  buckets: Date[];
  /** The last bucket ends here; later than now when it is still running. */
  end: Date;
  /** Top values, then Other, then Untagged; the last two only when they hold requests. */
  series: Series[];
  /** Values behind Other. */
  otherValues: number;
  /** Of all requests, one per bucket; null for a metric whose series add up to it. */
  overall: (number | null)[] | null;
};

export type PropertyOverTimeInput = {
  field: ValueField;
  metric: Metric;
  filter: Filter | null;
  range: ResolvedRange;
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
  const { field, metric, filter, range, top = TOP } = input;
  const { timeZone } = context.project;
  const granularity = chooseGranularity(range);
  const buckets = bucketStarts(range, granularity, timeZone);
  const { additive } = METRICS[metric];
  const orderBy = additive ? metric : "requests";
  const ranking = { field, filter, range, metrics: [orderBy], orderBy, direction: "desc", limit: top } as const;
  const { groups, count } = await rankValues(context, ranking);
  const split = { field, values: groups.map(({ raw }) => raw), filter, range, metrics: [metric] };
  const [totals, points, overall] = await Promise.all([
    splitByValues(context, { ...split, buckets: null }),
    splitByValues(context, { ...split, buckets }),
    additive ? null : overallPoints(context, { metric, filter, range, buckets }),
  ]);
  const empty = additive ? 0 : null;
  const pointsOf = (wanted: SplitGroup) => {
    const row = new Map(points.filter((point) => sameGroup(point, wanted)).map((point) => [point.bucket, point]));
    return buckets.map((_, index) => {
      const point = row.get(index);
      return point === undefined ? empty : (point.metrics[0] ?? null);
    });
  };
  const shown: (SplitGroup & { value: string | null })[] = [
    ...groups.map(({ value, raw }) => ({ kind: "value" as const, value, raw, bucket: null })),
    { kind: "other", value: null, raw: null, bucket: null },
    { kind: "untagged", value: null, raw: null, bucket: null },
  ];
  const series = shown.flatMap((group): Series[] => {
    const total = totals.find((row) => sameGroup(row, group));
    if (total === undefined) return [];
    return [{ kind: group.kind, value: group.value, points: pointsOf(group), total: total.metrics[0] ?? null }];
  });
  return { granularity, timeZone, buckets, end: range.to, series, otherValues: count - groups.length, overall };
}

async function overallPoints(
  context: QueryContext,
  { metric, filter, range, buckets }: Pick<Grouped, "filter" | "range"> & { metric: Metric; buckets: Date[] },
): Promise<(number | null)[]> {
  const codes = await resolveFields(context, filter);
  const grouped = { filter, range, fields: [], groups: [], metrics: [metric], buckets };
  const { rows } = await answerGroups(context, grouped, codes, execute<{ bucket: number; m0: unknown }>);
  const points = new Map(rows.map(({ bucket, m0 }) => [bucket, metricValue(metric, m0)]));
  return buckets.map((_, index) => points.get(index) ?? null);
}

function sameGroup(a: SplitGroup, b: SplitGroup): boolean {
  return a.kind === b.kind && a.raw === b.raw;
}
