import "server-only";
import { allOf, conjuncts, containing, type Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import type { QueryContext } from "./context";
import { hasFewValues } from "./has-few-values";
import { ALWAYS, figuresOf, type PropertyFigures } from "./property-figures";
import { rankChanges } from "./rank-changes";
import { resolveFields } from "./resolve-fields";
import { type Change, changedFigure, isChange } from "./sql/change-order";
import type { ValueField } from "./sql/columns";
import { isSeen, type Seen } from "./sql/seen";
import { rankValues } from "./value-groups";
import { type Figures, type NamedValue, type ValuesAndWhole, valuesAndWhole } from "./values-and-whole";

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

export type PropertyTableSort = "value" | Exclude<TableMetric, "errors"> | Seen | Change;

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
  /** Sorted by a change, values that were there only in the period before have a row too. */
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
  const { groups, count, offset, now, past } = await read(context, input);
  // Before the first request of all there is nothing to compare with: not everything is new.
  const before = (past?.whole.get("requests") ?? 0) > 0 ? past : null;
  const totals = figuresOf(now.whole);
  const row = (kind: PropertyTableRow["kind"], group: NamedValue | null): PropertyTableRow[] => {
    const metrics = now.find(kind, group?.raw ?? null) ?? (kind === "value" && isChange(input.sort) ? GONE : null);
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

const PREVIOUS_METRICS = ["requests", "cost"] as const satisfies Metric[];

async function read(context: QueryContext, input: PropertyTableInput) {
  const { field, range, previous, sort, limit } = input;
  const codes = await resolveFields(context, searched(input), [field]);
  const wanted = [...new Set([...ALWAYS, ...(input.metrics ?? TABLE_METRICS)])];
  // Without a period before, as for all time, there are no changes to sort by: the figure itself is.
  const orderBy = isChange(sort) ? changedFigure(sort) : sort;
  const compares = isChange(sort) && previous != null;
  const ask = { field, filter: searched(input), wholeFilter: input.filter, orderBy, direction: input.direction };
  const periods = async (values: ValuesAndWhole["values"], metrics: readonly Metric[]) => {
    const [now, past] = await Promise.all([
      valuesAndWhole(context, codes, { ...ask, values, range, metrics }),
      previous ? valuesAndWhole(context, codes, { ...ask, values, range: previous, metrics: PREVIOUS_METRICS }) : null,
    ]);
    return { now, past };
  };
  if (!isSeen(orderBy) && !compares && (await hasFewValues(context, field, codes, limit))) {
    // All of them are on the page: nobody has to be told first which ones.
    const both = await periods("all", [
      ...new Set([...wanted, ...TABLE_METRICS.filter((metric) => metric === orderBy)]),
    ]);
    return { ...both, groups: both.now.values, count: both.now.values.length, offset: 0 };
  }
  const ranked = await page(context, input);
  const both = await periods(
    ranked.groups.map(({ raw }) => raw),
    wanted,
  );
  return { ...both, ...ranked };
}

/** Of a value that no request carries any more. */
const GONE: Figures = new Map([["cost", 0]]);

/** Ranked by the one figure that decides, so that all others, percentiles above all, are computed of what is shown only. */
async function page(context: QueryContext, input: PropertyTableInput) {
  const { field, range, direction, limit, offset = 0 } = input;
  const ask = { field, filter: searched(input), range, direction };
  const found = await rank({ limit, offset });
  if (found.groups.length > 0 || offset === 0) return { ...found, offset };
  // Past the end, as when a filter was added on a far page: the last page there is.
  const { count } = await rank({ limit: 1, offset: 0 });
  const last = Math.max(0, Math.ceil(count / limit) - 1) * limit;
  return { ...(await rank({ limit, offset: last })), offset: last };

  function rank(part: { limit: number; offset: number }) {
    if (isChange(input.sort) && input.previous)
      return rankChanges(context, { ...ask, ...part, previous: input.previous, change: input.sort });
    const orderBy = isChange(input.sort) ? changedFigure(input.sort) : input.sort;
    const metrics = TABLE_METRICS.filter((metric) => metric === orderBy);
    return rankValues(context, { ...ask, ...part, metrics, orderBy });
  }
}

function searched({ field, filter, search }: PropertyTableInput): Filter | null {
  return search === "" ? filter : allOf([...conjuncts(filter), containing(field, search)]);
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
