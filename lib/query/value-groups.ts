import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext, type Reader } from "./context";
import { metricValue } from "./money";
import { resolveFields } from "./resolve-fields";
import { dimensionGrouping, splitGroups } from "./sql/dimension-grouping";
import { matchingFacts } from "./sql/filter-clause";
import { isSeen, type Seen, seenColumn } from "./sql/seen";
import type { Dimension } from "./types";

export type ValueGroup = {
  value: string;
  /** What facts or details hold for it: a code, a status or the text itself. */
  raw: number | string;
  metrics: (number | null)[];
};

export type RankValues = {
  field: Dimension;
  filter: Filter | null;
  range: ResolvedRange;
  metrics: readonly Metric[];
  /** One of `metrics`, what only requests can tell, or the value itself. */
  orderBy: Metric | Seen | "value";
  direction: "asc" | "desc";
  limit: number;
  /** Values left out before the first; the order is the same on every page. */
  offset?: number;
};

type Ranked = { text: string | null; raw: number | string; count: string; [metric: string]: unknown };

/** Values of a field in the order asked for, and how many there are. Untagged is no value. */
export async function rankValues(
  context: QueryContext,
  input: RankValues,
): Promise<{ groups: ValueGroup[]; count: number }> {
  const { field, filter, range, metrics, orderBy } = input;
  const codes = await resolveFields(context, filter, isSeen(orderBy) ? [field, "user"] : [field]);
  const grouping = dimensionGrouping(field, codes);
  const ranked = (reader: Reader, groups: SQL) => execute<Ranked>(reader, rankedSelect(groups));
  const grouped = { filter, range, fields: [field], groups: [grouping.value], metrics, buckets: null };
  const rows = isSeen(orderBy)
    ? await ranked(context, seenSelect(orderBy))
    : (await answerGroups(context, grouped, codes, ranked)).rows;
  const groups = rows.map((row) => ({
    value: row.text ?? "",
    raw: row.raw,
    metrics: metrics.map((metric, index) => metricValue(metric, row[`m${index}`])),
  }));
  return { groups, count: Number(rows[0]?.count ?? 0) };

  function rankedSelect(groups: SQL): SQL {
    const { tagged, text, join } = grouping.read(sql`g0`);
    const direction = sql.raw(input.direction);
    const page = sql`limit ${input.limit} offset ${input.offset ?? 0}`;
    if (orderBy === "value") {
      return sql`select ${text} as text, g0 as raw, count(*) over () as count, groups.*
        from (${groups}) as groups${join} where ${tagged} order by ${text} ${direction} nulls last, g0 ${page}`;
    }
    // Texts only of what is shown: there may be 100,000 values.
    const by = isSeen(orderBy) ? sql`seen` : metricColumn(metrics, orderBy);
    return sql`select ${text} as text, g0 as raw, ranked.* from (
        select groups.*, count(*) over () as count from (${groups}) as groups
        where ${tagged} order by ${by} ${direction} nulls last, g0 ${page}
      ) as ranked${join} order by ${by} ${direction} nulls last, ${text}, g0`;
  }

  function seenSelect(seen: Seen): SQL {
    const scope = { projectId: codes.projectId, ...range, filter, reads: [field, "user"] as const };
    return sql`select ${grouping.value} as g0, ${seenColumn(seen, codes)} as seen ${matchingFacts(scope, codes)} group by 1`;
  }
}

export type SplitGroup = { kind: "value" | "other" | "untagged"; raw: number | string | null; bucket: number | null };
export type SplitRow = SplitGroup & { metrics: (number | null)[] };

export type SplitByValues = {
  field: Dimension;
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
  const groups = splitGroups(dimensionGrouping(field, codes), input.values);
  const { rows } = await answerGroups(
    context,
    { filter, range, fields: [field], groups, split: input.values, metrics, buckets },
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

function metricColumn(metrics: readonly Metric[], metric: Metric): SQL {
  const position = metrics.indexOf(metric);
  if (position < 0) throw new RangeError(`cannot order by ${metric}: it is not computed`);
  return sql`${sql.identifier(`m${position}`)}`;
}
