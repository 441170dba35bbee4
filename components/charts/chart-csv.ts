import type { TimeChartData } from "@/components/charts/chart-types";
import { csvLine } from "@/lib/filters/csv";

/** One line per bucket, one column per series; times in UTC (ISO 8601), costs in USD, latency in ms, rates 0 to 1. */
export function chartCsv(data: TimeChartData): string {
  const header = [
    "time",
    ...data.series.map(({ label }) => label),
    data.totalLabel.toLowerCase(),
    ...(data.previous ? ["period before"] : []),
  ];
  const lines = data.buckets.map(({ start, values, total }, index) => [
    new Date(start).toISOString(),
    ...values,
    total,
    ...(data.previous ? [data.previous[index]?.total ?? null] : []),
  ]);
  return [header, ...lines].map(csvLine).join("");
}
