/** How a metric's numbers are to be read: USD, milliseconds, a share between 0 and 1, tokens or a plain count. */
export type MetricUnit = "usd" | "ms" | "share" | "tokens" | "count";

/** Everything that can be computed of a group of requests. `additive`: the parts add up to the whole. */
export const METRICS = {
  requests: { label: "Requests", unit: "count", additive: true },
  cost: { label: "Cost", unit: "usd", additive: true },
  cost_avg: { label: "Cost per request", unit: "usd", additive: false },
  cost_input: { label: "Input cost", unit: "usd", additive: true },
  cost_output: { label: "Output cost", unit: "usd", additive: true },
  cost_cache_read: { label: "Cache read cost", unit: "usd", additive: true },
  cost_cache_write: { label: "Cache write cost", unit: "usd", additive: true },
  latency_avg: { label: "Average latency", unit: "ms", additive: false },
  latency_p50: { label: "Median latency", unit: "ms", additive: false },
  latency_p95: { label: "Latency p95", unit: "ms", additive: false },
  latency_p99: { label: "Latency p99", unit: "ms", additive: false },
  ttft_avg: { label: "Average time to first token", unit: "ms", additive: false },
  errors: { label: "Errors", unit: "count", additive: true },
  error_rate: { label: "Error rate", unit: "share", additive: false },
  input_tokens: { label: "Input tokens", unit: "tokens", additive: true },
  output_tokens: { label: "Output tokens", unit: "tokens", additive: true },
  total_tokens: { label: "Total tokens", unit: "tokens", additive: true },
  unpriced: { label: "Unpriced requests", unit: "count", additive: true },
} as const satisfies Record<string, { label: string; unit: MetricUnit; additive: boolean }>;

export type Metric = keyof typeof METRICS;

export function isMetric(name: string): name is Metric {
  return Object.hasOwn(METRICS, name);
}

export const METRIC_NAMES: readonly Metric[] = Object.keys(METRICS).filter(isMetric);

/** The metrics the chart of the Properties page offers. */
export const CHART_METRICS = [
  "cost",
  "requests",
  "latency_avg",
  "latency_p50",
  "latency_p95",
  "latency_p99",
  "ttft_avg",
  "error_rate",
  "total_tokens",
  "cost_avg",
] as const satisfies readonly Metric[];
export type ChartMetric = (typeof CHART_METRICS)[number];

/** Of these, less is better: a change of them is good or bad, a change of any other is a fact. */
const LESS_IS_BETTER: ReadonlySet<Metric> = new Set([
  "latency_avg",
  "latency_p50",
  "latency_p95",
  "latency_p99",
  "ttft_avg",
  "errors",
  "error_rate",
]);

export function lessIsBetter(metric: Metric): boolean {
  return LESS_IS_BETTER.has(metric);
}
