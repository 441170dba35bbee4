import "server-only";
import { allOf, conjuncts, containing, type Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import type { QueryContext } from "./context";
import { type PropertyTotals, propertyTotals } from "./property-summary";
import type { ValueField } from "./sql/columns";
import { type RankValues, rankValues, splitByValues } from "./value-groups";

export type PropertyTableSort =
  | "value"
  | "requests"
  | "cost"
  | "cost_avg"
  | "input_tokens"
  | "output_tokens"
  | "latency_avg"
  | "latency_p95"
  | "error_rate";

/** Costs in USD, latency in ms, rates and shares between 0 and 1. */
export type PropertyTableRow = {
  kind: "value" | "other" | "untagged";
  /** Null for `other` and `untagged`. */
  value: string | null;
  requests: number;
  requestShare: number;
  cost: number | null;
  /** Null when nothing is priced or all of it is free. */
  costShare: number | null;
  costAvg: number | null;
  unpriced: number;
  inputTokens: number;
  outputTokens: number;
  latencyAvg: number | null;
  latencyP95: number | null;
  errors: number;
  errorRate: number | null;
};

export type PropertyTable = {
  /** Values in the order asked for; then Other (what the limit left out) and Untagged, when they hold requests. */
  rows: PropertyTableRow[];
  /** Different values that match `search`. */
  values: number;
  /** Everything in range and filter, whatever is searched for. */
  totals: PropertyTotals;
};

export type PropertyTableInput = {
  field: ValueField;
  filter: Filter | null;
  range: ResolvedRange;
  sort: PropertyTableSort;
  direction: "asc" | "desc";
  /** Only values that contain this text, without Untagged; shares are still of everything. */
  search: string;
  /** Values shown on their own, 1 to 1,000. */
  limit: number;
};

const TABLE_METRICS = [
  "requests",
  "cost",
  "cost_avg",
  "unpriced",
  "input_tokens",
  "output_tokens",
  "latency_avg",
  "latency_p95",
  "errors",
  "error_rate",
] as const satisfies Metric[];

/** One row per value of a property. Without `search` the rows add up to the totals. */
export async function propertyTable(context: QueryContext, input: PropertyTableInput): Promise<PropertyTable> {
  const { field, range, sort, direction, search, limit } = input;
  const filter = search === "" ? input.filter : allOf([...conjuncts(input.filter), containing(field, search)]);
  const [totals, { rows, values }] = await Promise.all([
    propertyTotals(context, { filter: input.filter, range }),
    valueRows(context, { field, filter, range, orderBy: sort, direction, limit }),
  ]);
  return { rows: rows.map((row) => tableRow(row, totals)), values, totals };
}

type Row = { kind: PropertyTableRow["kind"]; value: string | null; metrics: (number | null)[] };

/** Ranked by the one figure that decides, so that all others, percentiles above all, are computed of what is shown only. */
async function valueRows(context: QueryContext, input: Omit<RankValues, "metrics">) {
  const metrics = input.orderBy === "value" ? [] : [input.orderBy];
  const { groups, count } = await rankValues(context, { ...input, metrics });
  const { field, filter, range } = input;
  const split = { field, values: groups.map(({ raw }) => raw), filter, range, metrics: TABLE_METRICS, buckets: null };
  const found = await splitByValues(context, split);
  const values = new Map(found.filter(({ kind }) => kind === "value").map((row) => [row.raw, row.metrics]));
  const rest = (kind: "other" | "untagged") =>
    found.filter((row) => row.kind === kind).map(({ metrics }): Row => ({ kind, value: null, metrics }));
  const rows = groups.flatMap(({ value, raw }): Row[] => {
    const metrics = values.get(raw);
    return metrics === undefined ? [] : [{ kind: "value", value, metrics }];
  });
  return { rows: [...rows, ...rest("other"), ...rest("untagged")], values: count };
}

function tableRow({ kind, value, metrics }: Row, whole: PropertyTotals): PropertyTableRow {
  const of = (metric: (typeof TABLE_METRICS)[number]) => metrics[TABLE_METRICS.indexOf(metric)] ?? null;
  const requests = of("requests") ?? 0;
  const cost = of("cost");
  return {
    kind,
    value,
    requests,
    requestShare: whole.requests === 0 ? 0 : requests / whole.requests,
    cost,
    costShare: whole.cost === null || whole.cost === 0 ? null : (cost ?? 0) / whole.cost,
    costAvg: of("cost_avg"),
    unpriced: of("unpriced") ?? 0,
    inputTokens: of("input_tokens") ?? 0,
    outputTokens: of("output_tokens") ?? 0,
    latencyAvg: of("latency_avg"),
    latencyP95: of("latency_p95"),
    errors: of("errors") ?? 0,
    errorRate: of("error_rate"),
  };
}
