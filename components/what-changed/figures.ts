import { formatFigure } from "@/components/charts/unit-format";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import type { PeriodFigures } from "@/lib/query/what-changed/types";

export const METRIC_WORDS = {
  cost: { label: "Cost", unit: "usd", differs: "differs" },
  requests: { label: "Requests", unit: "count", differs: "differ" },
  latency: { label: "Average latency", unit: "ms", differs: "differs" },
  errors: { label: "Errors", unit: "count", differs: "differ" },
} as const satisfies Record<ChangeMetric, { label: string; unit: "usd" | "count" | "ms"; differs: string }>;

const NANO = 1e9;

/** Nano-dollars as USD. */
export const usd = (nano: bigint) => Number(nano) / NANO;

/** The compared figure of one period; null: nothing to compute it from. */
export function figureOf(metric: ChangeMetric, { cost, requests, latencyAvg, errors }: PeriodFigures): number | null {
  return { cost, requests, latency: latencyAvg, errors }[metric];
}

/** `$68.48`, `1,240`, `842 ms`. */
export function amountText(metric: ChangeMetric, amount: number): string {
  return formatFigure(Math.abs(amount), METRIC_WORDS[metric].unit);
}

/** `+$68.48`, `−1,240`; nothing is neither, nor is what is too little to be told from it: `<1 ms`. */
export function signedText(metric: ChangeMetric, amount: number): string {
  const text = amountText(metric, amount);
  if (amount === 0 || text.startsWith("<")) return text;
  return `${amount < 0 ? "−" : "+"}${text}`;
}

/** `71 %`: of two changes in the same direction. */
export function percentText(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) return "<1 %";
  return `${Math.round(percent)} %`;
}
