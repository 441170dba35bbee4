import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { dictionary, facts } from "@/db/schema";
import { bucketStarts } from "@/lib/filters/time-range";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { metricValue } from "./money";
import { narrowTo, withoutPercentiles } from "./narrow-query";
import { type FieldCodes, leavesOf, resolveFields, unknownProperties } from "./resolve-fields";
import { groupingOf, textColumn } from "./sql/columns";
import type { Grouped } from "./sql/grouped";
import type { Dimension, Order, Query, QueryResult, QueryRow } from "./types";

/** Answers a query. Throws TooManyBucketsError when the range has more than 1,000 buckets. */
export async function runQuery(context: QueryContext, query: Query): Promise<QueryResult> {
  const ranking = withoutPercentiles(query);
  if (ranking === null) return answer(context, query);
  const ranked = await answer(context, ranking);
  const found = await answer(context, narrowTo(ranked.rows, query));
  const ms = ranked.meta.ms + found.meta.ms;
  return { rows: found.rows, meta: { ...found.meta, ms, truncated: ranked.meta.truncated } };
}

async function answer(context: QueryContext, query: Query): Promise<QueryResult> {
  const started = performance.now();
  const { timeZone } = context.project;
  const buckets = query.granularity === null ? null : bucketStarts(query.range, query.granularity, timeZone);
  const codes = await resolveFields(context, query.filter, query.dimensions);
  const grouped = groupedOf(query, codes, buckets);
  const { rows, choice } = await answerGroups(context, grouped, codes, (reader, groups) =>
    execute<Record<string, unknown>>(reader, querySql(query, codes, groups)),
  );
  const named = [...leavesOf(query.filter).map(({ field }) => field), ...query.dimensions];
  return {
    rows: rows.slice(0, query.limit).map((row) => readRow(row, query, buckets)),
    meta: {
      ...choice,
      ms: Math.round(performance.now() - started),
      freshness: new Date(),
      range: query.range,
      granularity: query.granularity,
      timeZone,
      truncated: rows.length > query.limit,
      unknownProperties: unknownProperties(named, codes),
    },
  };
}

function groupedOf({ filter, range, metrics, dimensions }: Query, codes: FieldCodes, buckets: Date[] | null): Grouped {
  const groups = dimensions.map((dimension) => dimensionSql(dimension, codes).value);
  return { filter, range, fields: dimensions, groups, metrics, buckets };
}

/** One statement: metrics by codes, then the codes' texts, then order and limit (one row more than asked for). */
function querySql(query: Query, codes: FieldCodes, grouped: SQL): SQL {
  const dimensions = query.dimensions.map((dimension) => dimensionSql(dimension, codes));
  const texts = dimensions.map(({ fieldId }, index) => textOf(fieldId, index));
  const columns = texts.map(({ text }, index) => sql`, ${text} as ${sql.identifier(`v${index}`)}`);
  const joins = texts.map(({ join }) => join);
  const order = [
    ...query.order.map((each) => orderSql(each, query, texts)),
    ...texts.map(({ text }) => sql`${text} nulls last`),
  ];
  const orderBy = order.length === 0 ? sql`` : sql` order by ${sql.join(order, sql`, `)}`;
  return sql`select groups.*${sql.join(columns)} from (${grouped}) as groups${sql.join(joins)}${orderBy} limit ${query.limit + 1}`;

  function textOf(fieldId: number | null, index: number): { text: SQL; join: SQL } {
    const group = sql.identifier(`g${index}`);
    if (fieldId === null) return { text: sql`${group}::text`, join: sql`` };
    const alias = sql.identifier(`d${index}`);
    const join = sql` left join ${dictionary} as ${alias} on ${alias}.project_id = ${codes.projectId}
      and ${alias}.field_id = ${fieldId} and ${alias}.code = ${group}`;
    return { text: sql`${alias}.value`, join };
  }
}

/** What a dimension groups by; with `fieldId`, by codes of that field. */
function dimensionSql(dimension: Dimension, codes: FieldCodes): { value: SQL; fieldId: number | null } {
  if (dimension === "status") return { value: sql`${facts.status}`, fieldId: null };
  const column = textColumn(dimension, codes);
  if (column.kind === "unknown") return { value: sql`null::text`, fieldId: null };
  return { value: groupingOf(column).value, fieldId: column.kind === "code" ? column.fieldId : null };
}

function orderSql({ by, direction }: Order, query: Query, texts: readonly { text: SQL }[]): SQL {
  return sql`${orderColumn(by, query, texts)} ${sql.raw(direction)} nulls last`;
}

function orderColumn(by: Order["by"], query: Query, texts: readonly { text: SQL }[]): SQL {
  if (by === "time" && query.granularity !== null) return sql`bucket`;
  const metrics: readonly string[] = query.metrics;
  const dimensions: readonly string[] = query.dimensions;
  const metric = metrics.indexOf(by);
  if (metric >= 0) return sql`${sql.identifier(`m${metric}`)}`;
  const text = texts[dimensions.indexOf(by)]?.text;
  if (text === undefined) throw new RangeError(`cannot order by ${by}: it is not part of the query`);
  return text;
}

function readRow(row: Record<string, unknown>, query: Query, buckets: Date[] | null): QueryRow {
  return {
    time: (typeof row.bucket === "number" && buckets?.[row.bucket]) || null,
    values: query.dimensions.map((_, index) => {
      const value = row[`v${index}`];
      return typeof value === "string" ? value : null;
    }),
    metrics: query.metrics.map((metric, index) => metricValue(metric, row[`m${index}`])),
  };
}
