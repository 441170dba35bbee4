import "server-only";
import { sql } from "drizzle-orm";
import type { Ask } from "@/lib/query/answer-groups";
import { execute, type Reader } from "@/lib/query/context";
import { splitGroups } from "@/lib/query/sql/dimension-grouping";
import type { Grouped } from "@/lib/query/sql/grouped";
import type { ComparedDimension } from "./dimensions";
import {
  type DimensionSums,
  GROUP_METRICS,
  type GroupRow,
  groupSums,
  mostChanged,
  rowsOf,
  SCORE_METRICS,
  scoreRows,
  textOf,
} from "./group-rows";
import type { PeriodBuckets } from "./periods";
import type { ReadGroups } from "./read-groups";

type Scored = { g0: number; count: string };

/**
 * A dimension of many thousands of values in two steps: what decides which of them changed most, of all of them over each
 * period as a whole; then everything, of these few.
 */
export async function readManyValues(
  reader: Reader,
  ask: Ask,
  dimension: ComparedDimension,
  { metric, filter, buckets, codes }: ReadGroups,
): Promise<DimensionSums> {
  const { field, group } = dimension;
  const question = { filter, range: buckets.range, fields: [field] } satisfies Partial<Grouped>;
  const periods = wholePeriods(buckets);
  const ranking = { ...question, groups: [group], metrics: SCORE_METRICS[metric], buckets: periods.starts };
  const scores = scoreRows((await ask(ranking)).groups, { buckets: periods, metric });
  const ranked = await execute<Scored>(reader, mostChanged(scores, metric));
  const values = ranked.map(({ g0 }) => g0);
  const grouping = { value: group, untagged: sql`${group} = 0`, arrayType: sql`int[]` };
  const groups = splitGroups(grouping, values);
  const details = { ...question, groups, split: values, metrics: GROUP_METRICS, buckets: buckets.starts };
  // Untagged has the code 0, and is one of them only when it was among those that changed most.
  const code = sql`case g0 when 'value' then g1 when 'untagged' then 0 else -1 end`;
  const of = rowsOf((await ask(details)).groups, code, { buckets, metric });
  const rows = await execute<GroupRow & Scored>(
    reader,
    sql`select found.*, ${textOf(dimension, codes.projectId)} as text from (${of}) as found
      where g0 = any(${sql.param(values)}::int[])`,
  );
  const byCode = new Map(rows.map((row) => [row.g0, row]));
  return {
    dimension,
    values: values.flatMap((value) => {
      const row = byCode.get(value);
      return row === undefined ? [] : [{ ...groupSums(row), text: row.text }];
    }),
    count: Number(ranked[0]?.count ?? 0),
  };
}

/** The same periods, the base period in one piece. */
function wholePeriods({ starts, base, current }: PeriodBuckets): Pick<PeriodBuckets, "starts" | "base" | "current"> {
  const kept = starts.filter((_, index) => index <= base.from || index >= base.to);
  const shift = base.to - base.from - 1;
  return {
    starts: kept,
    base: { from: base.from, to: base.from + 1 },
    current: current >= base.to ? current - shift : current,
  };
}
