import type { PropertyTableRow, PropertyTableSort } from "@/lib/query/property-table";

export type TableSort = PropertyTableSort;
export type FigureSort = Exclude<PropertyTableSort, "value">;

/** The figures of a value, in the order of the columns. */
export const PROPERTY_TABLE_COLUMNS: Record<
  FigureSort,
  { label: string; figure: (row: PropertyTableRow) => number | null }
> = {
  requests: { label: "Requests", figure: (row) => row.requests },
  cost: { label: "Cost", figure: (row) => row.cost },
  cost_avg: { label: "Per request", figure: (row) => row.costAvg },
  input_tokens: { label: "Tokens in", figure: (row) => row.inputTokens },
  output_tokens: { label: "Tokens out", figure: (row) => row.outputTokens },
  latency_avg: { label: "Avg latency", figure: (row) => row.latencyAvg },
  latency_p95: { label: "p95", figure: (row) => row.latencyP95 },
  error_rate: { label: "Error rate", figure: (row) => row.errorRate },
};

export const TABLE_SORTS: { sort: TableSort; label: string }[] = [
  { sort: "value", label: "Value" },
  { sort: "requests", label: PROPERTY_TABLE_COLUMNS.requests.label },
  { sort: "cost", label: PROPERTY_TABLE_COLUMNS.cost.label },
  { sort: "cost_avg", label: PROPERTY_TABLE_COLUMNS.cost_avg.label },
  { sort: "input_tokens", label: PROPERTY_TABLE_COLUMNS.input_tokens.label },
  { sort: "output_tokens", label: PROPERTY_TABLE_COLUMNS.output_tokens.label },
  { sort: "latency_avg", label: PROPERTY_TABLE_COLUMNS.latency_avg.label },
  { sort: "latency_p95", label: PROPERTY_TABLE_COLUMNS.latency_p95.label },
  { sort: "error_rate", label: PROPERTY_TABLE_COLUMNS.error_rate.label },
];
