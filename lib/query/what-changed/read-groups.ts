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
};

export type Read = { whole: GroupSums; dimensions: DimensionSums[]; postponed: ComparedDimension[] };

type Asked = { dimension: ComparedDimension; answer: Answer };

/** Both periods by every dimension, in one snapshot: whatever it is grouped by, the sums are the same. */
export async function readGroups(context: QueryContext, input: ReadGroups): Promise<Read> {
  const { filter, buckets, codes, dimensions } = input;
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
    const isPostponed = ({ answer }: Asked) => answer.choice.source === "facts" && scanned > input.mostScanned;
    const read = asked.filter((each) => !isPostponed(each));
    const few = read.filter(({ answer }) => !answer.manyValues);
    const rows = few.length === 0 ? [] : await execute<GroupRow>(reader, valueRows(few, input));
    const found = new Map(few.map(({ dimension }, which) => [dimension, sumsOf(dimension, which, rows)]));
    for (const { dimension } of read.filter(({ answer }) => answer.manyValues)) {
      found.set(dimension, await readManyValues(reader, askFurther, dimension, input));
    }
    const postponed = asked.filter(isPostponed).map(({ dimension }) => dimension);
    return { whole: sums, dimensions: dimensions.flatMap((dimension) => found.get(dimension) ?? []), postponed };
  });
}

function valueRows(asked: readonly Asked[], input: ReadGroups): SQL {
  const statements = asked.map(({ dimension, answer }, which) => {
    const rows = mostChanged(rowsOf(answer.groups, sql`g0`, input), input.metric);
    return sql`(select ${sql.raw(String(which))} as which, ranked.*, ${textOf(dimension, input.codes.projectId)} as text
      from (${rows}) as ranked)`;
  });
  return sql.join(statements, sql` union all `);
}

function sumsOf(dimension: ComparedDimension, which: number, rows: readonly GroupRow[]): DimensionSums {
  const own = rows.filter((row) => row.which === which);
  const values = own.map((row) => ({ ...groupSums(row), text: row.text }));
  return { dimension, values, count: Number(own[0]?.count ?? 0) };
}
