import type { BucketSize } from "@/components/format/time";

/** `usd` and `count` add up over series and time, when the metric does; `ms` and `share` (0 to 1) never do. */
export type ChartUnit = "usd" | "count" | "ms" | "share";

export type SeriesKind = "value" | "other" | "untagged";

export type ChartSeries = {
  /** Unique within the chart; never a property's value, which may be anything. */
  id: string;
  /** How an address names it: `seriesKey`. */
  key: string;
  label: string;
  kind: SeriesKind;
  /** A CSS colour. */
  color: string;
};

export type ChartBucket = {
  /** Epoch milliseconds. */
  start: number;
  end: number;
  /** The bucket that is still filling. */
  running: boolean;
  /** The range begins or ends inside of it: it holds less than its name says. */
  cut?: boolean;
  /** One per series, in their order. Null: nothing to show there (no request, or none priced). */
  values: (number | null)[];
  /** All series together: their sum, or for what does not add up the figure of all requests. */
  total: number | null;
};

/** What is laid behind a bucket: one of an earlier period, as long. */
type GhostBucket = {
  /** Epoch milliseconds. */
  start: number;
  /** One per series, in their order. */
  values: (number | null)[];
  total: number | null;
};

export type TimeChartData = {
  series: ChartSeries[];
  buckets: ChartBucket[];
  /** One per bucket; absent: nothing is compared with. */
  previous?: GhostBucket[];
  unit: ChartUnit;
  /** The parts add up to the total: stacked bars; else lines. */
  additive: boolean;
  /** What the buckets' totals are called. */
  totalLabel: string;
  bucketSize: BucketSize;
  /** IANA name of the zone the buckets are cut in. */
  timeZone: string;
};
