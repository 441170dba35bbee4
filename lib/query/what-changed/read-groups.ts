import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Filter } from "@/lib/filters/filter";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import { type Answer, answerAll } from "@/lib/query/answer-groups";
import { execute, type QueryContext } from "@/lib/query/context";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import type { Grouped } from "@/lib/query/sql/grouped";
import type { ComparedDimension } from "./dimensions";
import {
  type DimensionSums,
  GROUP_METRICS,
  type GroupRow,
  type GroupSums,
  groupSums,
  mostChanged,
  NOTHING,
  ROW_COLUMNS,
  rowsOf,
  textOf,
} from "./group-rows";
import { readManyValues } from "./many-values";
import type { PeriodBuckets } from "./periods";

export type ReadGroups = {
  metric: ChangeMetric;
  filter: Filter | null;
  buckets: PeriodBuckets;
  codes: FieldCodes;
  dimensions: readonly ComparedDimension[];
  /** Dimensions that only a scan of requests could answer are left for another time when there are more requests. */
  mostScanned: number;
  /** So are then those with thousands of values. */
  leavesMany: boolean;
};

export type Read = {
  whole: GroupSums;
  dimensions: DimensionSums[];
  postponed: ComparedDimension[];
  /** Properties beyond the sixteenth that would take too long together. */
  leftOut: number;
};

/** Each property beyond the sixteenth reads every request once more: so many may be read for all of them together. */
const MOST_EXTRA_READS = 20_000_000;
const FEWEST_EXTRA = 4;
/** Of these so many are asked for in one statement, which may take no longer than any other. */
const EXTRA_AT_A_TIME = 4;

type Asked = { dimension: ComparedDimension; answer: Answer };

/** Both periods by every dimension, in one snapshot: whatever it is grouped by, the sums are the same. */
export async function readGroups(context: QueryContext, input: ReadGroups): Promise<Read> {
  const { filter, buckets, codes, dimensions, mostScanned } = input;
  const ask = { filter, range: buckets.range, metrics: GROUP_METRICS, buckets: buckets.starts };
  const questions: Grouped[] = [
    { ...ask, fields: [], groups: [] },
    ...dimensions.map(({ field, group }) => ({ ...ask, fields: [field], groups: [group] })),
  ];
  return answerAll(context, questions, codes, async (reader, [whole, ...answers], askFurther) => {
    if (whole === undefined) throw new RangeError("the whole was asked for first");
    const [all] = await execute<GroupRow>(reader, rowsOf(whole.groups, null, input));
    const sums = all === undefined ? NOTHING : groupSums(all);
    const scanned = Number(sums.before.requests + sums.after.requests);
    const asked = dimensions.flatMap((dimension, index): Asked[] => {
      const answer = answers[index];
      return answer === undefined ? [] : [{ dimension, answer }];
    });
    const takesLong = (each: Asked) => each.answer.choice.source === "facts" || (input.leavesMany && hasMany(each));
    const isPostponed = (each: Asked) => scanned > mostScanned && takesLong(each);
    const extra = asked.filter(({ dimension }) => dimension.isExtra);
    const left = new Set(extra.slice(Math.max(FEWEST_EXTRA, Math.floor(MOST_EXTRA_READS / Math.max(1, scanned)))));
    const read = asked.filter((each) => !isPostponed(each) && !left.has(each));
    const found = new Map<ComparedDimension, DimensionSums>();
    for (const few of statementsOf(read)) {
      const rows = await execute<GroupRow>(reader, valueRows(few, input));
      for (const [which, { dimension }] of few.entries()) found.set(dimension, sumsOf(dimension, which, rows));
    }
    for (const { dimension } of read.filter(hasMany)) {
      found.set(dimension, await readManyValues(reader, askFurther, dimension, input));
    }
    const postponed = asked.filter((each) => isPostponed(each) && !left.has(each)).map(({ dimension }) => dimension);
    const inOrder = dimensions.flatMap((dimension) => found.get(dimension) ?? []);
    return { whole: sums, dimensions: inOrder, postponed, leftOut: left.size };
  });
}

/** Values that have no codes, as those of a merged property, are read like few ones. */
function hasMany({ dimension, answer }: Asked): boolean {
  return answer.manyValues && dimension.fieldId !== null;
}

/** Which dimensions of few values are asked for together. */
function statementsOf(read: readonly Asked[]): Asked[][] {
  const few = read.filter((each) => !hasMany(each));
  const statements = [few.filter(({ dimension }) => !dimension.isExtra)];
  const extra = few.filter(({ dimension }) => dimension.isExtra);
  for (let at = 0; at < extra.length; at += EXTRA_AT_A_TIME) statements.push(extra.slice(at, at + EXTRA_AT_A_TIME));
  return statements.filter((each) => each.length > 0);
}

function valueRows(asked: readonly Asked[], input: ReadGroups): SQL {
  const statements = asked.map(({ dimension, answer }, which) => {
    const rows = mostChanged(rowsOf(answer.groups, sql`g0`, input), input.metric);
    return sql`(select ${sql.raw(String(which))} as which, ${ROW_COLUMNS}, ${textOf(dimension, input.codes.projectId)} as text
      from (${rows}) as ranked)`;
  });
  return sql.join(statements, sql` union all `);
}

function sumsOf(dimension: ComparedDimension, which: number, rows: readonly GroupRow[]): DimensionSums {
  const own = rows.filter((row) => row.which === which);
  const values = own.map((row) => ({ ...groupSums(row), text: row.text }));
  return { dimension, values, count: Number(own[0]?.count ?? 0) };
}
