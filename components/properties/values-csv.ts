import { csvLine as lineOf } from "@/lib/filters/csv";
import type { ExportedValue } from "@/lib/query/export-values";

type Whole = { requests: number; cost: number | null };

/** Costs are in USD, times in ms, rates and shares between 0 and 1, moments in UTC. */
const COLUMNS: [name: string, of: (row: ExportedValue, whole: Whole) => string | number | null][] = [
  ["value", ({ value }) => value],
  ["kind", ({ value }) => (value === null ? "untagged" : "value")],
  ["requests", ({ requests }) => requests],
  ["requests_share", ({ requests }, whole) => (whole.requests === 0 ? null : requests / whole.requests)],
  ["cost", ({ cost }) => cost],
  ["cost_share", ({ cost }, whole) => (cost === null || !whole.cost ? null : cost / whole.cost)],
  ["cost_per_request", ({ costAvg }) => costAvg],
  ["unpriced", ({ unpriced }) => unpriced],
  ["input_tokens", ({ inputTokens }) => inputTokens],
  ["output_tokens", ({ outputTokens }) => outputTokens],
  ["latency_avg", ({ latencyAvg }) => latencyAvg],
  ["latency_p50", ({ latencyP50 }) => latencyP50],
  ["latency_p95", ({ latencyP95 }) => latencyP95],
  ["latency_p99", ({ latencyP99 }) => latencyP99],
  ["ttft_avg", ({ ttftAvg }) => ttftAvg],
  ["errors", ({ errors }) => errors],
  ["error_rate", ({ errorRate }) => errorRate],
  ["users", ({ users }) => users],
  ["last_seen", ({ lastSeen }) => lastSeen?.toISOString() ?? null],
  ["requests_before", ({ before }) => before?.requests ?? null],
  ["cost_before", ({ before }) => before?.cost ?? null],
];

export function csvHead(): string {
  return lineOf(COLUMNS.map(([name]) => name));
}

/** One value; what is unknown is empty, never 0. */
export function csvLine(row: ExportedValue, whole: Whole): string {
  return lineOf(COLUMNS.map(([, of]) => of(row, whole)));
}
