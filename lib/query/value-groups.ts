import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { dictionary } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue } from "./money";
import { type FieldCodes, resolveFields } from "./resolve-fields";
import { groupingOf, textColumn, type ValueField } from "./sql/columns";

export type ValueGroup = {
  value: string;
  /** What facts or details hold for it: a code or the text itself. */
  raw: number | string;
  metrics: (number | null)[];
};

export type RankValues = {
  field: ValueField;
  filter: Filter | null;
  range: ResolvedRange;
  metrics: readonly Metric[];
  /** One of `metrics`, or the value itself. */
  orderBy: Metric | "value";
  direction: "asc" | "desc";
  limit: number;
};

/** The first values of a field in the order asked for, and how many there are. Untagged is no value. */
export async function rankValues(
  context: QueryContext,
  input: RankValues,
): Promise<{ groups: ValueGroup[]; count: number }> {
  const { field, filter, range, metrics } = input;
  const codes = await resolveFields(context, filter, [field]);
  const column = textColumn(field, codes);
  if (column.kind === "unknown") return { groups: [], count: 0 };
  const { value } = groupingOf(column);
  const grouped = { filter, range, fields: [field], groups: [value], metrics, buckets: null };
  // Codes become text only after grouping, for one row per value.
  const [text, join, tagged] =
    column.kind === "code"
      ? [sql`value`, dictionaryJoin(codes.projectId, column.fieldId), sql`g0 <> 0`]
      : [sql`g0`, sql``, sql`g0 is not null`];
  const by = input.orderBy === "value" ? text : metricColumn(metrics, input.orderBy);
  const { rows } = await answerGroups(context, grouped, codes, (reader, selected) =>
    execute<{ text: string | null; raw: number | string; count: string; [metric: string]: unknown }>(
      reader,
      sql`select ${text} as text, g0 as raw, count(*) over () as count, groups.*
        from (${selected}) as groups${join} where ${tagged}
        order by ${by} ${sql.raw(input.direction)} nulls last, ${text}, g0 limit ${input.limit}`,
    ),
  );
  const groups = rows.map((row) => ({
    value: row.text ?? "",
    raw: row.raw,
    metrics: metrics.map((metric, index) => metricValue(metric, row[`m${index}`])),
  }));
  return { groups, count: Number(rows[0]?.count ?? 0) };
}

export type SplitGroup = { kind: "value" | "other" | "untagged"; raw: number | string | null; bucket: number | null };
export type SplitRow = SplitGroup & { metrics: (number | null)[] };

export type SplitByValues = {
  field: ValueField;
  /** As found by `rankValues`; every other value counts as Other. */
  values: readonly (number | string)[];
  filter: Filter | null;
  range: ResolvedRange;
  metrics: readonly Metric[];
  buckets: readonly Date[] | null;
};

/** Metrics of some values, of all others together and of what is untagged: together that is every request. */
export async function splitByValues(context: QueryContext, input: SplitByValues): Promise<SplitRow[]> {
  const { field, filter, range, metrics, buckets } = input;
  const codes = await resolveFields(context, filter, [field]);
  const groups = splitGroups(field, input.values, codes);
  const { rows } = await answerGroups(
    context,
    { filter, range, fields: [field], groups, metrics, buckets },
    codes,
    execute<{ [column: string]: unknown; g0: SplitGroup["kind"]; g1: number | string | null }>,
  );
  return rows.map((row) => ({
    kind: row.g0,
    raw: row.g1,
    bucket: typeof row.bucket === "number" ? row.bucket : null,
    metrics: metrics.map((metric, index) => metricValue(metric, row[`m${index}`])),
  }));
}

function splitGroups(field: ValueField, values: readonly (number | string)[], codes: FieldCodes): SQL[] {
  const { value, untagged, arrayType } = groupingOf(textColumn(field, codes));
  const shown = sql`${value} = any(${sql.param([...values])}::${arrayType})`;
  return [
    sql`case when ${untagged} then 'untagged' when ${shown} then 'value' else 'other' end`,
    sql`case when ${shown} and not ${untagged} then ${value} end`,
  ];
}

function dictionaryJoin(projectId: number, fieldId: number): SQL {
  return sql` left join ${dictionary} on ${dictionary.projectId} = ${projectId}
    and ${dictionary.fieldId} = ${fieldId} and ${dictionary.code} = g0`;
}

function metricColumn(metrics: readonly Metric[], metric: Metric): SQL {
  const position = metrics.indexOf(metric);
  if (position < 0) throw new RangeError(`cannot order by ${metric}: it is not computed`);
  return sql`${sql.identifier(`m${position}`)}`;
}
