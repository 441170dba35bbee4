import "server-only";
import { allOf, conjuncts, containing, type Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerAll } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue } from "./money";
import { ALWAYS, figuresOf, type PropertyFigures } from "./property-figures";
import { resolveFields } from "./resolve-fields";
import type { ValueField } from "./sql/columns";
import { dimensionGrouping, splitGroups } from "./sql/dimension-grouping";
import type { Grouped } from "./sql/grouped";
import type { Seen } from "./sql/seen";
import { rankValues, type SplitRow, type ValueGroup } from "./value-groups";

export const TABLE_METRICS = [
  "requests",
  "cost",
  "cost_avg",
  "unpriced",
  "input_tokens",
  "output_tokens",
  "latency_avg",
  "latency_p50",
  "latency_p95",
  "latency_p99",
  "ttft_avg",
  "errors",
  "error_rate",
] as const satisfies Metric[];
type TableMetric = (typeof TABLE_METRICS)[number];

export type PropertyTableSort = "value" | Exclude<TableMetric, "errors"> | Seen;

/** The same value in the period before; null: not compared. */
export type Previous = { requests: number; cost: number | null } | null;

export type PropertyTableRow = PropertyFigures & {
  kind: "value" | "other" | "untagged";
  /** Null for `other` and `untagged`. */
  value: string | null;
  requestShare: number;
  /** Null when nothing is priced or all of it is free. */
  costShare: number | null;
  previous: Previous;
};

export type PropertyTable = {
  /** Values in the order asked for; then Other (those on other pages) and Untagged, when they hold requests. */
  rows: PropertyTableRow[];
  /** The values of `rows` by what facts hold for them: what other questions about these values are asked with. */
  found: ReadonlyMap<number | string, string>;
  /** Different values that match `search`. */
  values: number;
  /** Values before the first one shown: `offset`, or that of the last page when there are not so many. */
  offset: number;
  /** Everything in range and filter, whatever is searched for. */
  totals: PropertyFigures & { previous: Previous };
};

export type PropertyTableInput = {
  field: ValueField;
  filter: Filter | null;
  range: ResolvedRange;
  /** Compared with, value by value. */
  previous?: ResolvedRange | null;
  sort: PropertyTableSort;
  direction: "asc" | "desc";
  /** Only values that contain this text, without Untagged; shares are still of everything. */
  search: string;
  /** Values shown on their own, 1 to 1,000, after the first `offset`. */
  limit: number;
  offset?: number;
  /** Figures that are wanted; what is left out is null or 0 in the rows. */
  metrics?: readonly TableMetric[];
};

/** A page of values, one row for each. Without `search` the rows add up to the totals, in one snapshot of the data. */
export async function propertyTable(context: QueryContext, input: PropertyTableInput): Promise<PropertyTable> {
  const { groups, count, offset } = await page(context, input);
  const values = groups.map(({ raw }) => raw);
  const wanted = [...new Set([...ALWAYS, ...(input.metrics ?? TABLE_METRICS)])];
  const [now, past] = await Promise.all([
    splitAndWhole(context, input, { values, range: input.range, metrics: wanted }),
    input.previous
      ? splitAndWhole(context, input, { values, range: input.previous, metrics: ["requests", "cost"] })
      : null,
  ]);
  // Before the first request of all there is nothing to compare with: not everything is new.
  const before = (past?.whole.get("requests") ?? 0) > 0 ? past : null;
  const totals = figuresOf(now.whole);
  const row = (kind: PropertyTableRow["kind"], group: ValueGroup | null): PropertyTableRow[] => {
    const metrics = now.find(kind, group?.raw ?? null);
    if (metrics === null) return [];
    const figures = figuresOf(metrics);
    const previous = before === null ? null : previousOf(before.find(kind, group?.raw ?? null));
    return [{ kind, value: group?.value ?? null, ...figures, ...sharesOf(figures, totals), previous }];
  };
  return {
    rows: [...groups.flatMap((group) => row("value", group)), ...row("other", null), ...row("untagged", null)],
    found: new Map(groups.map(({ raw, value }) => [raw, value])),
    values: count,
    offset,
    totals: { ...totals, previous: before === null ? null : previousOf(before.whole) },
  };
}

/** Ranked by the one figure that decides, so that all others, percentiles above all, are computed of what is shown only. */
async function page(context: QueryContext, input: PropertyTableInput) {
  const { field, range, sort, direction, limit, offset = 0 } = input;
  const metrics = TABLE_METRICS.filter((metric) => metric === sort);
  const ask = { field, filter: searched(input), range, metrics, orderBy: sort, direction, limit };
  const found = await rankValues(context, { ...ask, offset });
  if (found.groups.length > 0 || offset === 0) return { ...found, offset };
  // Past the end, as when a filter was added on a far page: the last page there is.
  const { count } = await rankValues(context, { ...ask, limit: 1, offset: 0 });
  const last = Math.max(0, Math.ceil(count / limit) - 1) * limit;
  return { ...(await rankValues(context, { ...ask, offset: last })), offset: last };
}

function searched({ field, filter, search }: PropertyTableInput): Filter | null {
  return search === "" ? filter : allOf([...conjuncts(filter), containing(field, search)]);
}

type Figures = ReadonlyMap<Metric, number | null>;
type Part = { values: readonly (number | string)[]; range: ResolvedRange; metrics: readonly Metric[] };

/** Rows and totals from one snapshot: a request that arrives meanwhile is in both or in neither. */
async function splitAndWhole(context: QueryContext, input: PropertyTableInput, { values, range, metrics }: Part) {
  const { field } = input;
  const filter = searched(input);
  const codes = await resolveFields(context, filter, [field]);
  const groups = splitGroups(dimensionGrouping(field, codes), values);
  const questions: Grouped[] = [
    { filter, range, fields: [field], groups, split: values, metrics, buckets: null },
    { filter: input.filter, range, fields: [], groups: [], metrics, buckets: null },
  ];
  return answerAll(context, questions, codes, async (reader, [split, whole]) => {
    if (split === undefined || whole === undefined) throw new RangeError("two questions have two answers");
    const rows = await execute<{ g0: SplitRow["kind"]; g1: SplitRow["raw"]; [metric: string]: unknown }>(
      reader,
      split.groups,
    );
    const [all = {}] = await execute<Record<string, unknown>>(reader, whole.groups);
    const figures = (row: Record<string, unknown>): Figures =>
      new Map(metrics.map((metric, index) => [metric, metricValue(metric, row[`m${index}`])]));
    const found = rows.map((row) => ({ kind: row.g0, raw: row.g1, figures: figures(row) }));
    const find = (kind: SplitRow["kind"], raw: SplitRow["raw"]) =>
      found.find((row) => row.kind === kind && row.raw === raw)?.figures ?? null;
    return { find, whole: figures(all) };
  });
}

function sharesOf({ requests, cost }: PropertyFigures, whole: PropertyFigures) {
  return {
    requestShare: whole.requests === 0 ? 0 : requests / whole.requests,
    costShare: whole.cost === null || whole.cost === 0 ? null : (cost ?? 0) / whole.cost,
  };
}

function previousOf(figures: Figures | null): Previous {
  return figures === null
    ? { requests: 0, cost: 0 }
    : { requests: figures.get("requests") ?? 0, cost: figures.get("cost") ?? null };
}
