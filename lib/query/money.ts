import { METRICS, type Metric } from "@/lib/filters/metrics";

const NANO = 1e9;

/** Nano-dollars as the database gives them, in USD: the edge where exact integers become doubles. */
export function usd(nano: number | string | null): number | null {
  return nano === null ? null : Number(nano) / NANO;
}

/** A metric's number as the database gives it, in the unit of the catalogue. */
export function metricValue(metric: Metric, raw: unknown): number | null {
  if (raw === null || raw === undefined) return null;
  return METRICS[metric].unit === "usd" ? Number(raw) / NANO : Number(raw);
}
