import type { ChartMetric, Metric } from "@/lib/filters/metrics";

/** What the cards show, and what their notes need; percentiles are fetched when they are chosen. */
export const CARD_METRICS = [
  "cost",
  "unpriced",
  "requests",
  "cost_avg",
  "total_tokens",
  "input_tokens",
  "output_tokens",
  "latency_avg",
  "ttft_avg",
  "errors",
  "error_rate",
] as const satisfies readonly Metric[];

/** What the latency card can be switched to. */
export const LATENCY_METRICS = [
  { metric: "latency_avg", label: "Average latency", short: "avg" },
  { metric: "latency_p50", label: "Median latency", short: "p50" },
  { metric: "latency_p95", label: "Latency p95", short: "p95" },
  { metric: "latency_p99", label: "Latency p99", short: "p99" },
] as const satisfies { metric: ChartMetric; label: string; short: string }[];

export type LatencyMetric = (typeof LATENCY_METRICS)[number]["metric"];

export function isLatencyMetric(metric: Metric): metric is LatencyMetric {
  return LATENCY_METRICS.some((each) => each.metric === metric);
}
