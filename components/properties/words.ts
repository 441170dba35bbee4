import { rangeLabel } from "@/components/filters/range-label";
import { type BucketSize, formatOffset } from "@/components/format/time";
import { METRICS, type Metric } from "@/lib/filters/metrics";
import type { TimeRange } from "@/lib/filters/time-range";

const BUCKETS: Record<BucketSize, string> = {
  minute: "One minute",
  hour: "One hour",
  day: "One day",
  week: "One week",
  month: "One month",
};

/** A range inside a sentence: `last 7 days`, `Nov 3, 08:00 to Nov 5, 12:30`. */
export function rangeWords(range: TimeRange, timeZone: string): string {
  const label = rangeLabel(range, timeZone);
  return "preset" in range ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
}

/** `Cost by Environment, last 7 days`. */
export function chartTitle(metric: Metric, dimension: string, range: string): string {
  return `${METRICS[metric].label} by ${dimension}, ${range}`;
}

/** What stands under the chart: `One day per bar, in Europe/Berlin (UTC+1)`. */
export function bucketWords(size: BucketSize, additive: boolean, timeZone: string, now: number): string {
  const offset = formatOffset(now, timeZone);
  const zone = timeZone === offset ? timeZone : `${timeZone} (${offset})`;
  return `${BUCKETS[size]} per ${additive ? "bar" : "point"}, in ${zone}`;
}
