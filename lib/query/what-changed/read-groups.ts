import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { dictionary } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import type { Metric } from "@/lib/filters/metrics";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import { type Answer, answerAll } from "@/lib/query/answer-groups";
import { execute, type QueryContext } from "@/lib/query/context";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import type { Grouped } from "@/lib/query/sql/grouped";
import type { ComparedDimension } from "./dimensions";
import type { PeriodBuckets } from "./periods";

/** Sums over one period; cost in nano-dollars, of priced requests; latency in milliseconds of all together. */
export type Sums = {
  requests: bigint;
  cost: bigint;
  unpriced: bigint;
  tokens: bigint;
  errors: bigint;
  latency: bigint;
};

/** Of one part of the base period: requests, and the sum of what is compared (nano-dollars, ms, errors or requests). */
export type Part = { requests: number; sum: number };

export type GroupSums = { before: Sums; after: Sums; parts: Part[] };

/** `raw`: the code or text that facts hold; `text`: what people read, null: untagged. */
type ValueSums = GroupSums & { text: string | null };
export type DimensionSums = {
  dimension: Omit<ComparedDimension, "group">;
  values: ValueSums[];
  /** Values with requests in either period. */
  count: number;
};

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

/** Values of each dimension that are looked at: those whose figures changed most. */
const MOST_VALUES = 20;
const METRICS = ["requests", "cost", "unpriced", "total_tokens", "errors", "latency_avg"] as const satisfies Metric[];

/** Both periods by every dimension, in one snapshot: whatever it is grouped by, the sums are the same. */
export async function readGroups(context: QueryContext, input: ReadGroups): Promise<Read> {
  const { filter, buckets, codes, dimensions, metric } = input;
  const ask = { filter, range: buckets.range, metrics: METRICS, buckets: buckets.starts };
  const questions: Grouped[] = [
    { ...ask, fields: [], groups: [] },
    ...dimensions.map(({ field, group }) => ({ ...ask, fields: [field], groups: [group] })),
  ];
  return answerAll(context, questions, codes, async (reader, [whole, ...answers]) => {
    if (whole === undefined) throw new RangeError("the whole was asked for first");
    const [all] = await execute<Row>(reader, rowsOf(whole, null, input));
    const sums = all === undefined ? NOTHING : groupSums(all);
    const scanned = Number(sums.before.requests + sums.after.requests);
    const asked = dimensions.map((dimension, index) => ({ dimension, answer: answers[index] }));
    const isPostponed = (answer: Answer | undefined) =>
      answer?.choice.source === "facts" && scanned > input.mostScanned;
    const read = asked.flatMap(({ dimension, answer }) =>
      answer === undefined || isPostponed(answer) ? [] : [{ dimension, answer }],
    );
    const statements = read.map(({ dimension, answer }, which) => {
      return sql`(select ${sql.raw(String(which))} as which, ranked.*, ${textOf(dimension, codes.projectId)} as text
        from (${rowsOf(answer, scoreOf(metric), input)}) as ranked)`;
    });
    const rows = statements.length === 0 ? [] : await execute<Row>(reader, sql.join(statements, sql` union all `));
    const found = read.map(({ dimension }, which): DimensionSums => {
      const own = rows.filter((row) => row.which === which);
      const values = own.map((row) => ({ ...groupSums(row), text: row.text }));
      return { dimension, values, count: Number(own[0]?.count ?? 0) };
    });
    const postponed = asked.flatMap(({ dimension, answer }) => (isPostponed(answer) ? [dimension] : []));
    return { whole: sums, dimensions: found, postponed };
  });
}

const NAMES = ["requests", "cost", "unpriced", "tokens", "errors", "latency"] as const;
type Figures = { [name in `${"before" | "after"}_${(typeof NAMES)[number]}`]: string };
type Row = Figures & { which: number; text: string | null; count: string; parts: [number, number, number][] | null };

/** One row per group with its sums in both periods; with a score, those of the highest only. */
function rowsOf({ groups }: Answer, score: SQL | null, { buckets, metric }: ReadGroups): SQL {
  const isBase = sql`bucket >= ${buckets.base.from}::int and bucket < ${buckets.base.to}::int`;
  const isCurrent = sql`bucket = ${buckets.current}::int`;
  // Averages become sums again: exactly, as the average of whole numbers has more digits than it takes.
  const sums = [sql`m0`, sql`m1`, sql`m2`, sql`m3`, sql`m4`, sql`round(m5 * m0)`];
  const columns = [
    { name: "before", when: isBase },
    { name: "after", when: isCurrent },
  ].flatMap(({ name, when }) =>
    sums.map((sum, index) => {
      const column = sql.identifier(`${name}_${NAMES[index] ?? ""}`);
      return sql`coalesce(sum(${sum}) filter (where ${when}), 0)::numeric as ${column}`;
    }),
  );
  const parts = sql`json_agg(json_build_array(bucket - ${buckets.base.from}::int, m0, coalesce(${SUM_OF[metric]}, 0)))
    filter (where ${isBase})`;
  const pick = sql`select ${score === null ? sql`` : sql`g0, `}${sql.join(columns, sql`, `)}, ${parts} as parts
    from (${groups}) as groups where ${isBase} or ${isCurrent}`;
  if (score === null) return pick;
  return sql`select *, count(*) over () as count, ${score} as score from (${pick} group by g0) as summed
    order by score desc, g0 limit ${MOST_VALUES}`;
}

const SUM_OF: Record<ChangeMetric, SQL> = {
  cost: sql`m1`,
  requests: sql`m0`,
  latency: sql`round(m5 * m0)`,
  errors: sql`m4`,
};

/** How much of the change a group makes; for latency as `contributions` in contributions.ts has it. */
function scoreOf(metric: ChangeMetric): SQL {
  if (metric !== "latency") {
    const [before, after] = [sql.identifier(`before_${metric}`), sql.identifier(`after_${metric}`)];
    return sql`abs(${after} - ${before})`;
  }
  const all = (name: string) => sql`nullif(sum(${sql.identifier(name)}) over (), 0)`;
  const average = (period: string) => sql`coalesce(${all(`${period}_latency`)} / ${all(`${period}_requests`)}, 0)`;
  const middle = sql`(${average("before")} + ${average("after")}) / 2`;
  const carried = (period: string) => {
    const [latency, requests] = [sql.identifier(`${period}_latency`), sql.identifier(`${period}_requests`)];
    return sql`coalesce((${latency} - ${middle} * ${requests}) / ${all(`${period}_requests`)}, 0)`;
  };
  return sql`abs(${carried("after")} - ${carried("before")})`;
}

/** The text of a group; null: untagged. */
function textOf({ fieldId }: ComparedDimension, projectId: number): SQL {
  if (fieldId === null) return sql`g0::text`;
  return sql`(select value from ${dictionary} where ${dictionary.projectId} = ${projectId}
    and ${dictionary.fieldId} = ${fieldId} and ${dictionary.code} = g0)`;
}

const ZERO: Sums = { requests: 0n, cost: 0n, unpriced: 0n, tokens: 0n, errors: 0n, latency: 0n };
const NOTHING: GroupSums = { before: ZERO, after: ZERO, parts: [] };

function groupSums(row: Row): GroupSums {
  const parts: Part[] = [];
  for (const [bucket, requests, sum] of row.parts ?? []) parts[bucket] = { requests, sum };
  return {
    before: {
      requests: BigInt(row.before_requests),
      cost: BigInt(row.before_cost),
      unpriced: BigInt(row.before_unpriced),
      tokens: BigInt(row.before_tokens),
      errors: BigInt(row.before_errors),
      latency: BigInt(row.before_latency),
    },
    after: {
      requests: BigInt(row.after_requests),
      cost: BigInt(row.after_cost),
      unpriced: BigInt(row.after_unpriced),
      tokens: BigInt(row.after_tokens),
      errors: BigInt(row.after_errors),
      latency: BigInt(row.after_latency),
    },
    parts,
  };
}
