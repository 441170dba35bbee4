import { createLoader, createSerializer, parseAsNumberLiteral, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Metric } from "./metrics";
import { commonParams } from "./search-params";

/** The metrics a cross-tab can show. */
export const CROSS_TAB_METRICS = [
  "requests",
  "cost",
  "cost_avg",
  "latency_avg",
  "latency_p50",
  "latency_p95",
  "latency_p99",
  "ttft_avg",
  "error_rate",
  "errors",
  "input_tokens",
  "output_tokens",
  "total_tokens",
  "unpriced",
] as const satisfies readonly Metric[];
export type CrossTabMetric = (typeof CROSS_TAB_METRICS)[number];

/** What a cell's share is of: its row, its column, everything. */
export const SHARES_OF = ["row", "column", "all"] as const;
export type ShareOf = (typeof SHARES_OF)[number];

export const TOPS = [10, 20, 50] as const;

export const crossTabParams = {
  ...commonParams,
  /** Field of the rows and of the columns: `property:user-type`, `model`; absent: one that is in use. */
  rows: parseAsString,
  by: parseAsString,
  measure: parseAsStringLiteral(CROSS_TAB_METRICS).withDefault("requests"),
  share: parseAsStringLiteral(SHARES_OF).withDefault("row"),
  /** Rows and columns with a value of their own. */
  top: parseAsNumberLiteral(TOPS).withDefault(10),
  /** What rows are ordered by, the largest first with a leading `-`: `total`, `name` or `v:<value of a column>`. */
  rowsort: parseAsString.withDefault("-total"),
  colsort: parseAsString.withDefault("-total"),
};

export const loadCrossTabParams = createLoader(crossTabParams);
export const crossTabHref = createSerializer(crossTabParams);
export const CROSS_TAB_PATH = "/properties/cross-tab";
