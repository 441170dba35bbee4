import type { ChartUnit } from "@/components/charts/chart-types";
import type { Metric } from "@/lib/filters/metrics";
import type { PropertyFigures } from "@/lib/query/property-figures";
import type { Previous, PropertyTableRow, PropertyTableSort } from "@/lib/query/property-table";

export type TableSort = PropertyTableSort;

/** A row of the table or its totals. */
export type Figures = PropertyFigures & { previous: Previous };

type ColumnLooks = {
  label: string;
  /** In the menu of columns, where the label alone says too little. */
  title?: string;
  unit: ChartUnit;
  figure: (row: Figures) => number | null;
  /** What the database is asked for; of `users` and `last_seen` nothing, they are asked for by themselves. */
  metric: Extract<Metric, PropertyTableSort> | null;
  /** `share`: of all, with a bar; `change`: against the period before; `seen`: who and when. */
  kind: "share" | "figure" | "change" | "seen";
};

/** Every column beside the value, in order. */
const COLUMNS = {
  requests: { label: "Requests", unit: "count", kind: "share", metric: "requests", figure: (row) => row.requests },
  requests_change: {
    ...{ label: "± requests", title: "Requests, change", unit: "count", kind: "change", metric: null },
    figure: (row) => row.requests,
  },
  cost: { label: "Cost", unit: "usd", kind: "share", metric: "cost", figure: (row) => row.cost },
  cost_change: {
    ...{ label: "± cost", title: "Cost, change", unit: "usd", kind: "change", metric: null },
    figure: (row) => row.cost,
  },
  cost_avg: {
    ...{ label: "Per request", title: "Cost per request", unit: "usd", kind: "figure", metric: "cost_avg" },
    figure: (row) => row.costAvg,
  },
  unpriced: { label: "Unpriced", unit: "count", kind: "figure", metric: "unpriced", figure: (row) => row.unpriced },
  input_tokens: {
    ...{ label: "Tokens in", unit: "count", kind: "figure", metric: "input_tokens" },
    figure: (row) => row.inputTokens,
  },
  output_tokens: {
    ...{ label: "Tokens out", unit: "count", kind: "figure", metric: "output_tokens" },
    figure: (row) => row.outputTokens,
  },
  latency_avg: {
    ...{ label: "Avg latency", unit: "ms", kind: "figure", metric: "latency_avg" },
    figure: (row) => row.latencyAvg,
  },
  latency_p50: {
    ...{ label: "p50", title: "Latency p50", unit: "ms", kind: "figure", metric: "latency_p50" },
    figure: (row) => row.latencyP50,
  },
  latency_p95: {
    ...{ label: "p95", title: "Latency p95", unit: "ms", kind: "figure", metric: "latency_p95" },
    figure: (row) => row.latencyP95,
  },
  latency_p99: {
    ...{ label: "p99", title: "Latency p99", unit: "ms", kind: "figure", metric: "latency_p99" },
    figure: (row) => row.latencyP99,
  },
  ttft_avg: {
    ...{ label: "First token", title: "Time to first token", unit: "ms", kind: "figure", metric: "ttft_avg" },
    figure: (row) => row.ttftAvg,
  },
  error_rate: {
    ...{ label: "Error rate", unit: "share", kind: "figure", metric: "error_rate" },
    figure: (row) => row.errorRate,
  },
  users: { label: "Users", unit: "count", kind: "seen", metric: null, figure: () => null },
  last_seen: { label: "Last seen", unit: "count", kind: "seen", metric: null, figure: () => null },
} as const satisfies Record<string, ColumnLooks>;

export type ColumnId = keyof typeof COLUMNS;
export type Column = ColumnLooks & { id: ColumnId };

const DEFAULT: readonly ColumnId[] = [
  ...(["requests", "cost", "cost_change", "cost_avg", "input_tokens", "output_tokens"] as const),
  ...(["latency_p95", "error_rate"] as const),
];
export const COLUMN_IDS: readonly ColumnId[] = Object.keys(COLUMNS).filter(isColumnId);

export function columnOf(id: ColumnId): Column {
  return { ...COLUMNS[id], id };
}

/** The columns in the URL (`requests,cost,users`), in their own order; none or only unknown ones: the usual. */
export function readColumns(text: string): ColumnId[] {
  const wanted = new Set(text.split(","));
  const known = COLUMN_IDS.filter((id) => wanted.has(id));
  return known.length === 0 ? [...DEFAULT] : known;
}

/** The inverse; empty when it is the usual. */
export function formatColumns(ids: ReadonlySet<ColumnId>): string {
  const text = COLUMN_IDS.filter((id) => ids.has(id)).join(",");
  return text === DEFAULT.join(",") ? "" : text;
}

/** The order in the URL: `cost`, or `-cost` for the largest first; what it does not know is the default. */
export function readSort(sort: string): { by: TableSort; descending: boolean } {
  const name = sort.replace(/^-/, "");
  return isTableSort(name) ? { by: name, descending: sort.startsWith("-") } : { by: "cost", descending: true };
}

/** Whether a column that the URL names does not exist. */
export function isUnknownFigures(text: string): boolean {
  return text.split(",").some((id) => !isColumnId(id));
}

/** Whether the column that the URL sorts by does not exist. */
export function isUnknownSort(sort: string): boolean {
  return !isTableSort(sort.replace(/^-/, ""));
}

/** The figure a row is sorted by; null for the value itself and what only the server knows. */
export function figureOf(row: PropertyTableRow, sort: TableSort): number | null {
  return sort === "value" ? null : COLUMNS[sort].figure(row);
}

function isColumnId(id: string): id is ColumnId {
  return Object.hasOwn(COLUMNS, id);
}

function isTableSort(name: string): name is TableSort {
  return name === "value" || isColumnId(name);
}
