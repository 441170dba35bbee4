import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerAll } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue } from "./money";
import type { FieldCodes } from "./resolve-fields";
import { type DimensionGrouping, dimensionGrouping, splitGroups } from "./sql/dimension-grouping";
import type { Grouped } from "./sql/grouped";
import type { Dimension } from "./types";
import type { SplitRow, ValueGroup } from "./value-groups";

/** Metrics by name. */
export type Figures = ReadonlyMap<Metric, number | null>;
/** A value as people see it, and what facts hold for it. */
export type NamedValue = Omit<ValueGroup, "metrics">;

export type ValuesAndWhole = {
  field: Dimension;
  /** Of the values; that of the whole may be wider. */
  filter: Filter | null;
  wholeFilter: Filter | null;
  range: ResolvedRange;
  metrics: readonly Metric[];
  /** What is shown on its own, every other value being Other; or each value there is, in the order asked for. */
  values: readonly (number | string)[] | "all";
  /** Orders all values: one of `metrics`, else the value itself. */
  orderBy: string;
  direction: "asc" | "desc";
};

type Row = {
  kind: SplitRow["kind"];
  raw: SplitRow["raw"];
  text: string | null;
  whole?: boolean;
  [metric: string]: unknown;
};

/** Rows and totals from one snapshot: a request that arrives meanwhile is in both or in neither. */
export async function valuesAndWhole(context: QueryContext, codes: FieldCodes, input: ValuesAndWhole) {
  const { field, filter, wholeFilter, range, metrics, values } = input;
  const grouping = dimensionGrouping(field, codes);
  // Of one filter, all values and Untagged together are the whole: both from one look.
  const withWhole = values === "all" && filter === wholeFilter;
  const ofValues =
    values === "all"
      ? { groups: [grouping.value], withWhole }
      : { groups: splitGroups(grouping, values), split: values };
  const questions: Grouped[] = [
    { filter, range, fields: [field], ...ofValues, metrics, buckets: null },
    ...(withWhole ? [] : [{ filter: wholeFilter, range, fields: [], groups: [], metrics, buckets: null }]),
  ];
  return answerAll(context, questions, codes, async (reader, [split, whole]) => {
    if (split === undefined) throw new RangeError("a question has an answer");
    const rows = await execute<Row>(
      reader,
      values === "all"
        ? everyValue(split.groups, grouping, input)
        : sql`select g0 as kind, g1 as raw, null as text, split.* from (${split.groups}) as split`,
    );
    const [all = {}] =
      whole === undefined
        ? rows.filter((row) => row.whole === true)
        : await execute<Record<string, unknown>>(reader, whole.groups);
    const figures = (row: Record<string, unknown>): Figures =>
      new Map(metrics.map((metric, index) => [metric, metricValue(metric, row[`m${index}`])]));
    const found = rows.filter((row) => row.whole !== true).map((row) => ({ ...row, figures: figures(row) }));
    const find = (kind: SplitRow["kind"], raw: SplitRow["raw"]) =>
      found.find((row) => row.kind === kind && row.raw === raw)?.figures ?? null;
    const named = found.flatMap(({ kind, raw, text }): NamedValue[] =>
      kind === "value" && raw !== null ? [{ value: text ?? "", raw }] : [],
    );
    return { find, values: named, whole: figures(all) };
  });
}

/** Each value and Untagged, ordered as `rankValues` orders; the row of the whole, where there is one, among them. */
function everyValue(groups: SQL, { read }: DimensionGrouping, { metrics, orderBy, direction }: ValuesAndWhole): SQL {
  const { tagged, text, join } = read(sql`g0`);
  const names: readonly string[] = metrics;
  const place = names.indexOf(orderBy);
  const by = place < 0 ? text : sql`${sql.identifier(`m${place}`)}`;
  return sql`select case when ${tagged} then 'value' else 'untagged' end as kind, case when ${tagged} then g0 end as raw,
      ${text} as text, split.*
    from (${groups}) as split${join} order by ${by} ${sql.raw(direction)} nulls last, ${text}, g0`;
}
