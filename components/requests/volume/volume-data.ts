import type { ChartSeries, TimeChartData } from "@/components/charts/chart-types";
import { seriesKey } from "@/components/charts/legend-choice";
import { seriesColor } from "@/components/charts/series-color";
import { untaggedLabel } from "@/lib/filters/chips";
import type { Dimension } from "@/lib/query/types";
import type { VolumeOverTime, VolumeSeries } from "@/lib/query/volume-over-time";

/** What the strip is stacked by, as the URL names it, and its figures. */
export type Volume = { by: string; data: TimeChartData };

const mix = (color: string, share: number) => `color-mix(in oklch, var(--${color}) ${share}%, var(--surface))`;

/** Green, amber and red as everywhere; shades tell endings of one kind apart, their names do too. */
const ENDINGS = new Map([
  ["1xx", { label: "1xx", color: "var(--data-other)" }],
  ["2xx", { label: "2xx", color: mix("ok", 50) }],
  ["3xx", { label: "3xx", color: mix("ok", 25) }],
  ["cancelled", { label: "Cancelled", color: mix("slow", 65) }],
  ["4xx", { label: "4xx", color: mix("failed", 50) }],
  ["5xx", { label: "5xx", color: "var(--failed)" }],
  ["interrupted", { label: "Interrupted", color: mix("failed", 75) }],
  ["unreachable", { label: "Unreachable", color: mix("failed", 30) }],
]);

/** What the strip draws of an answer by a dimension. `places` are those of the values in the colour scale. */
export function volumeData(
  by: Dimension,
  answer: VolumeOverTime,
  places: ReadonlyMap<string, number>,
  now: number,
): TimeChartData {
  const starts = answer.buckets.map((start) => start.getTime());
  return {
    unit: "count",
    additive: true,
    totalLabel: "Requests",
    bucketSize: answer.granularity,
    timeZone: answer.timeZone,
    series: answer.series.map((series, index) => seriesOf(by, series, `series-${index}`, answer.otherValues, places)),
    buckets: starts.map((start, index) => {
      const end = starts[index + 1] ?? answer.end.getTime();
      const values = answer.series.map(({ points }) => points[index] ?? 0);
      const total = values.reduce((sum, value) => sum + value, 0);
      return { start, end, running: start <= now && now < end, values, total };
    }),
  };
}

function seriesOf(
  by: Dimension,
  { kind, value }: VolumeSeries,
  id: string,
  otherValues: number,
  places: ReadonlyMap<string, number>,
): ChartSeries {
  const key = seriesKey(kind === "ending" ? "value" : kind, value);
  if (kind === "ending") {
    const { label, color } = ENDINGS.get(value ?? "") ?? { label: value ?? "", color: "var(--data-other)" };
    return { id, key, label, kind: "value", color };
  }
  const color = seriesColor(kind, places.get(value ?? "") ?? Number.POSITIVE_INFINITY);
  if (kind === "untagged") return { id, key, label: untaggedLabel(by), kind, color };
  if (kind === "other") return { id, key, label: `Other (${otherValues.toLocaleString("en-US")})`, kind, color };
  return { id, key, label: value === "" || value === null ? "(empty)" : value, kind, color };
}
