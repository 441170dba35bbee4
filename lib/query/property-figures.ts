import type { Metric } from "@/lib/filters/metrics";

/** Costs in USD, times in ms, rates between 0 and 1. Null: nothing to compute it from, or not asked for. */
export type PropertyFigures = {
  requests: number;
  cost: number | null;
  costAvg: number | null;
  unpriced: number;
  inputTokens: number;
  outputTokens: number;
  latencyAvg: number | null;
  latencyP50: number | null;
  latencyP95: number | null;
  latencyP99: number | null;
  ttftAvg: number | null;
  errors: number;
  errorRate: number | null;
};

/** What shares, the rows Other and Untagged and the notes beside figures need, whatever columns are shown. */
export const ALWAYS = ["requests", "cost", "unpriced", "errors"] as const satisfies Metric[];

/** Metrics by name as the figures of a row. */
export function figuresOf(metrics: ReadonlyMap<Metric, number | null>): PropertyFigures {
  const of = (metric: Metric) => metrics.get(metric) ?? null;
  return {
    requests: of("requests") ?? 0,
    cost: of("cost"),
    costAvg: of("cost_avg"),
    unpriced: of("unpriced") ?? 0,
    inputTokens: of("input_tokens") ?? 0,
    outputTokens: of("output_tokens") ?? 0,
    latencyAvg: of("latency_avg"),
    latencyP50: of("latency_p50"),
    latencyP95: of("latency_p95"),
    latencyP99: of("latency_p99"),
    ttftAvg: of("ttft_avg"),
    errors: of("errors") ?? 0,
    errorRate: of("error_rate"),
  };
}
