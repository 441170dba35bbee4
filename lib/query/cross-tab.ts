import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { METRICS, type Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerAll, type Choice } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue } from "./money";
import { resolveFields } from "./resolve-fields";
import { dimensionGrouping, splitGroups } from "./sql/dimension-grouping";
import type { Grouped } from "./sql/grouped";
import type { Dimension } from "./types";
import { rankValues, type ValueGroup } from "./value-groups";

type Kind = "value" | "other" | "untagged";

/** A group of requests: the metric asked for, in the unit of the catalogue, and how many they are. */
export type CrossTabCell = { figure: number | null; requests: number };

export type CrossTabLine = {
  field: Dimension;
  kind: Kind;
  /** Null for `other` and `untagged`. */
  value: string | null;
  /** Over the other dimension's whole width. */
  total: CrossTabCell;
};

export type CrossTab = {
  metric: Metric;
  /** Top values by the metric (by requests when it does not add up), then Other, then Untagged when they hold requests. */
  rows: CrossTabLine[];
  columns: CrossTabLine[];
  /** `cells[row][column]`; null: no request is both. */
  cells: (CrossTabCell | null)[][];
  total: CrossTabCell;
  /** Different values there are; what has no line of its own is in Other. */
  rowValues: number;
  columnValues: number;
  /** Which tables answered the cells. */
  source: Choice["source"];
  reason: string;
};

export type CrossTabInput = {
  rows: Dimension;
  /** Another one than `rows`. */
  columns: Dimension;
  metric: Metric;
  filter: Filter | null;
  range: ResolvedRange;
  /** Values of each dimension with a line of their own, 1 to 50. */
  top: number;
};

/** A metric of every pair of values of two dimensions. Cells, lines and total are of one snapshot of the data. */
export async function crossTab(context: QueryContext, input: CrossTabInput): Promise<CrossTab> {
  const { rows, columns, metric, filter, range, top } = input;
  if (rows === columns) throw new RangeError("a cross-tab needs two different dimensions");
  const orderBy = METRICS[metric].additive ? metric : "requests";
  const ranking = { filter, range, metrics: [orderBy], orderBy, direction: "desc", limit: top } as const;
  const [ofRows, ofColumns] = await Promise.all([
    rankValues(context, { ...ranking, field: rows }),
    rankValues(context, { ...ranking, field: columns }),
  ]);
  const codes = await resolveFields(context, filter, [rows, columns]);
  const rowGroups = splitGroups(dimensionGrouping(rows, codes), raws(ofRows.groups));
  const columnGroups = splitGroups(dimensionGrouping(columns, codes), raws(ofColumns.groups));
  const ask = { filter, range, metrics: [metric, "requests"], buckets: null } satisfies Partial<Grouped>;
  const questions: Grouped[] = [
    { ...ask, fields: [rows, columns], groups: [...rowGroups, ...columnGroups] },
    { ...ask, fields: [rows], groups: rowGroups },
    { ...ask, fields: [columns], groups: columnGroups },
    { ...ask, fields: [], groups: [] },
  ];
  return answerAll(context, questions, codes, async (reader, answers) => {
    const [cells, rowTotals, columnTotals, whole] = await inTurn(answers, ({ groups }) =>
      execute<Group>(reader, groups),
    );
    const rowLines = linesOf(rows, ofRows.groups, rowTotals ?? [], metric);
    const columnLines = linesOf(columns, ofColumns.groups, columnTotals ?? [], metric);
    const found = new Map((cells ?? []).map((cell) => [keyOf(cell.g0, cell.g1, cell.g2, cell.g3), cell]));
    return {
      metric,
      rows: rowLines.map(({ line }) => line),
      columns: columnLines.map(({ line }) => line),
      cells: rowLines.map((row) =>
        columnLines.map((column) => {
          const cell = found.get(keyOf(row.line.kind, row.raw, column.line.kind, column.raw));
          return cell === undefined ? null : cellOf(cell, metric);
        }),
      ),
      total: cellOf(whole?.[0] ?? {}, metric),
      rowValues: ofRows.count,
      columnValues: ofColumns.count,
      source: answers[0]?.choice.source ?? "facts",
      reason: answers[0]?.choice.reason ?? "",
    };
  });
}

type Raw = number | string | null;
type Group = { g0?: Kind; g1?: Raw; g2?: Kind; g3?: Raw; m0?: unknown; m1?: unknown };

const raws = (groups: readonly ValueGroup[]) => groups.map(({ raw }) => raw);

/** Kinds and values may be any text: a key of them must not run together. */
const keyOf = (...parts: (Raw | undefined)[]) => JSON.stringify(parts);

const cellOf = ({ m0, m1 }: Group, metric: Metric): CrossTabCell => ({
  figure: metricValue(metric, m0),
  requests: Number(m1 ?? 0),
});

function linesOf(field: Dimension, ranked: readonly ValueGroup[], totals: readonly Group[], metric: Metric) {
  const line = (kind: Kind, value: string | null, raw: Raw) => {
    const total = totals.find(({ g0, g1 }) => g0 === kind && g1 === raw);
    return total === undefined ? [] : [{ raw, line: { field, kind, value, total: cellOf(total, metric) } }];
  };
  return [
    ...ranked.flatMap(({ value, raw }) => line("value", value, raw)),
    ...line("other", null, null),
    ...line("untagged", null, null),
  ];
}

/** One after the other: they share the connection of a transaction. */
async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
