import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext, type Reader } from "./context";
import { hasFewValues } from "./has-few-values";
import { metricValue } from "./money";
import { resolveFields } from "./resolve-fields";
import { type DimensionGrouping, dimensionGrouping, splitGroups } from "./sql/dimension-grouping";
import type { Grouped } from "./sql/grouped";
import type { Dimension } from "./types";
import { rankValues, type SplitGroup, type SplitRow, type ValueGroup } from "./value-groups";

export type TopOverTimeInput = {
  field: Dimension;
  /** One that adds up. */
  metric: Metric;
  filter: Filter | null;
  range: ResolvedRange;
  buckets: readonly Date[];
  /** Values shown on their own; every other one counts as Other. */
  limit: number;
};

export type TopOverTime = {
  /** The values that hold most, in order; without metrics. */
  groups: Omit<ValueGroup, "metrics">[];
  /** Different values there are. */
  count: number;
  /** Of each group in each bucket, and over the whole range (bucket null). */
  rows: SplitRow[];
};

/** Values and buckets together: so many groups are read at once. */
const MOST_GROUPS = 200_000;

/** A metric that adds up, by bucket and top values: ranked and split in one look at the requests where values are few. */
export async function topOverTime(context: QueryContext, input: TopOverTimeInput): Promise<TopOverTime> {
  const { field, metric, filter, range, buckets, limit } = input;
  const codes = await resolveFields(context, filter, [field]);
  const grouping = dimensionGrouping(field, codes);
  const ask = { filter, range, fields: [field], metrics: [metric], buckets } satisfies Partial<Grouped>;
  if (!(await hasFewValues(context, field, codes, Math.floor(MOST_GROUPS / buckets.length)))) {
    const ranking = { field, filter, range, metrics: [metric], orderBy: metric, direction: "desc", limit } as const;
    const { groups, count } = await rankValues(context, ranking);
    const values = groups.map(({ raw }) => raw);
    const split = { ...ask, groups: splitGroups(grouping, values), split: values };
    const { rows } = await answerGroups(context, split, codes, (reader, found) =>
      execute<Split>(reader, withWhole(sql`select bucket, g0 as kind, g1 as raw, m0 from (${found}) as found`)),
    );
    return { groups, count, rows: rows.map((row) => splitRow(row, metric)) };
  }
  const { rows } = await answerGroups(context, { ...ask, groups: [grouping.value] }, codes, (reader: Reader, found) =>
    execute<Split & { text: string | null; count: string | null }>(reader, rankedSplit(found, grouping, limit)),
  );
  return {
    groups: rows.flatMap(({ kind, raw, bucket, text }) =>
      kind === "value" && raw !== null && bucket === null ? [{ value: text ?? "", raw }] : [],
    ),
    count: Number(rows[0]?.count ?? 0),
    rows: rows.map((row) => splitRow(row, metric)),
  };
}

type Split = { kind: SplitGroup["kind"]; raw: SplitGroup["raw"]; bucket: number | null; m0: unknown };

/** Ordered as `rankValues` orders: by what they hold, equals by their text. */
function rankedSplit(found: SQL, { read }: DimensionGrouping, limit: number): SQL {
  const { tagged } = read(sql`found.g0`);
  const { text, join } = read(sql`split.raw`);
  return sql`with found as materialized (${found}), ranked as (
      select found.g0, row_number() over (order by sum(m0) desc nulls last, found.g0) as place, count(*) over () as count
      from found where ${tagged} group by found.g0
    )
    select split.*, ${text} as text, (select max(count) from ranked) as count from (${withWhole(sql`
      select bucket, case when place is null then 'untagged' when place <= ${limit} then 'value' else 'other' end as kind,
        case when place <= ${limit} then found.g0 end as raw, m0
      from found left join ranked on ranked.g0 = found.g0`)}) as split${join}
    order by m0 desc nulls last, ${text}, raw`;
}

/** Sums of each group in each bucket, and over all buckets. */
function withWhole(parts: SQL): SQL {
  return sql`select kind, raw, bucket, sum(m0) as m0 from (${parts}) as parts
    group by grouping sets ((kind, raw, bucket), (kind, raw))`;
}

function splitRow({ kind, raw, bucket, m0 }: Split, metric: Metric): SplitRow {
  return { kind, raw, bucket, metrics: [metricValue(metric, m0)] };
}
