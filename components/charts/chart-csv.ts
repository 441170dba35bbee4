import type { TimeChartData } from "@/components/charts/chart-types";

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
    ...values.map(plain),
    plain(total),
    ...(data.previous ? [plain(data.previous[index]?.total ?? null)] : []),
  ]);
  return `${[header, ...lines].map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
}

/** Nine decimals are a nano-dollar: nothing known is lost and no float noise is shown. */
function plain(value: number | null): string {
  return value === null ? "" : String(Number(value.toFixed(9)));
}

/** RFC 4180. A leading = + - @ would be run as a formula by spreadsheets: values come from callers. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
