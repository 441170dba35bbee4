import type { ChartUnit, TimeChartData } from "@/components/charts/chart-types";
import { seriesColor } from "@/components/charts/series-color";
import { METRICS, type Metric, type MetricUnit } from "@/lib/filters/metrics";
import { nextBucket } from "@/lib/filters/time-range";
import type { PropertyOverTime, Series } from "@/lib/query/property-over-time";

const UNITS: Record<MetricUnit, ChartUnit> = { usd: "usd", ms: "ms", share: "share", tokens: "count", count: "count" };

/** Sums in nano-dollars: adding dollars as floats would drift from the database's own sum. */
const NANO = 1e9;

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
    unit: UNITS[unit],
    additive,
    totalLabel: additive ? "Total" : "All requests",
    bucketSize: answer.granularity,
    timeZone: answer.timeZone,
    series: answer.series.map((series, index) => ({
      id: `series-${index}`,
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

/** The sum of what is known, to the nano-dollar; null when nothing is. */
export function sumOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return known.reduce((total, value) => total + Math.round(value * NANO), 0) / NANO;
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
