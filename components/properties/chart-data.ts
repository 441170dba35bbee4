import type { ChartUnit, TimeChartData } from "@/components/charts/chart-types";
import { seriesKey } from "@/components/charts/legend-choice";
import { seriesColor } from "@/components/charts/series-color";
import { sumOfKnown } from "@/components/charts/sum";
import { METRICS, type Metric, type MetricUnit } from "@/lib/filters/metrics";
import { nextBucket } from "@/lib/filters/time-range";
import type { PropertyOverTime, Series } from "@/lib/query/property-over-time";

/** How each unit of a metric is drawn and written. */
export const CHART_UNITS: Record<MetricUnit, ChartUnit> = {
  usd: "usd",
  ms: "ms",
  share: "share",
  tokens: "count",
  count: "count",
};

/** What the chart draws of an answer. `colorOf` gives a value's place in the colour scale. */
export function chartData(
  answer: PropertyOverTime,
  metric: Metric,
  colorOf: ReadonlyMap<string, number>,
  now: number,
): TimeChartData {
  const { unit, additive } = METRICS[metric];
  const starts = answer.buckets.map((start) => start.getTime());
  return {
    unit: CHART_UNITS[unit],
    additive,
    totalLabel: additive ? "Total" : "All requests",
    bucketSize: answer.granularity,
    timeZone: answer.timeZone,
    series: answer.series.map((series, index) => ({
      id: `series-${index}`,
      key: seriesKey(series.kind, series.value),
      label: seriesLabel(series, answer.otherValues),
      kind: series.kind,
      color: seriesColor(
        series.kind,
        series.value === null ? Number.POSITIVE_INFINITY : (colorOf.get(series.value) ?? Number.POSITIVE_INFINITY),
      ),
    })),
    buckets: starts.map((start, index) => {
      const whole = endOf(start, answer);
      const end = Math.min(whole, answer.range.to.getTime());
      const running = start <= now && now < end;
      const cut = !running && (start < answer.range.from.getTime() || end < whole);
      return {
        start,
        end,
        running,
        cut,
        ...figures(
          answer.series.map(({ points }) => points),
          answer.overall,
          index,
        ),
      };
    }),
    previous: answer.previous?.buckets.map((start, index) => ({
      start: start.getTime(),
      ...figures(answer.previous?.points ?? [], answer.previous?.overall ?? null, index),
    })),
  };
}

function endOf(start: number, { granularity, timeZone }: PropertyOverTime): number {
  return nextBucket(new Date(start), granularity, timeZone).getTime();
}

function figures(points: (number | null)[][], overall: (number | null)[] | null, index: number) {
  const values = points.map((row) => row[index] ?? null);
  return { values, total: overall === null ? sumOfKnown(values) : (overall[index] ?? null) };
}

/** Nothing in range and filter: no series, or none that holds anything. */
export function isEmpty(data: TimeChartData): boolean {
  return data.buckets.every(({ values }) => values.every((value) => value === null || (data.additive && value === 0)));
}

/** What people read of a value: an empty one is a value too. */
export function valueLabel(value: string): string {
  return value === "" ? "(empty)" : value;
}

function seriesLabel(series: Series, otherValues: number): string {
  if (series.kind === "untagged") return "Untagged";
  if (series.kind === "other") return otherValues > 0 ? `Other (${otherValues.toLocaleString("en-US")})` : "Other";
  return valueLabel(series.value ?? "");
}
