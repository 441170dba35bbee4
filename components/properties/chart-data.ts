import type { ChartUnit, TimeChartData } from "@/components/charts/chart-types";
import { seriesColor } from "@/components/charts/series-color";
import { METRICS, type Metric, type MetricUnit } from "@/lib/filters/metrics";
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
      const end = starts[index + 1] ?? answer.end.getTime();
      const values = answer.series.map(({ points }) => points[index] ?? null);
      const total = answer.overall === null ? sum(values) : (answer.overall[index] ?? null);
      return { start, end, running: start <= now && now < end, values, total };
    }),
  };
}

/** Nothing in range and filter: no series, or none that holds anything. */
export function isEmpty(data: TimeChartData): boolean {
  return data.buckets.every(({ values }) => values.every((value) => value === null || (data.additive && value === 0)));
}

function sum(values: (number | null)[]): number | null {
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
