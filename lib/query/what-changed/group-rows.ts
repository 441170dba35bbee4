import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { dictionary } from "@/db/schema";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import type { ComparedDimension } from "./dimensions";
import type { PeriodBuckets } from "./periods";
import type { GroupSums, Part } from "./sums";

/** `text`: what people read, null: untagged. */
type ValueSums = GroupSums & { text: string | null };
export type DimensionSums = {
  dimension: Pick<ComparedDimension, "field" | "label" | "fieldId">;
  values: ValueSums[];
  /** Values with requests in either period. */
  count: number;
};

/** What every group is asked for; `rowsOf` reads them by these names. */
export const GROUP_METRICS = ["requests", "cost", "unpriced", "total_tokens", "errors", "latency_avg"] as const;
type GroupMetric = (typeof GROUP_METRICS)[number];

/** Those that tell how much a group changed. */
export const SCORE_METRICS: Record<ChangeMetric, readonly GroupMetric[]> = {
  cost: ["cost"],
  requests: ["requests"],
  errors: ["errors"],
  latency: ["requests", "latency_avg"],
};

/** Values of each dimension that are looked at: those whose figures changed most. */
const MOST_VALUES = 20;

const NAMES = ["requests", "cost", "unpriced", "tokens", "errors", "latency"] as const;
type Figures = { [name in `${"before" | "after"}_${(typeof NAMES)[number]}`]: string };
export type GroupRow = Figures & {
  which: number;
  text: string | null;
  count: string;
  parts: [number, number, number][] | null;
};

/** The columns of a GroupRow, but for `which` and `text`; not `g0`, a code of some dimensions and a text of others. */
export const ROW_COLUMNS: SQL = sql
  .join(["before", "after"].flatMap((period) => NAMES.map((name) => sql`${sql.identifier(`${period}_${name}`)}, `)))
  .append(sql`count, parts`);

type Named = { name: (typeof NAMES)[number]; sum: SQL };

/** The sums in a select of groups with these metrics. Averages become sums again: exactly, as they have digits enough. */
function namedSums(metrics: readonly GroupMetric[]): Named[] {
  const column = (metric: GroupMetric) => sql`${sql.identifier(`m${metrics.indexOf(metric)}`)}`;
  const sums: Record<GroupMetric, Named> = {
    requests: { name: "requests", sum: column("requests") },
    cost: { name: "cost", sum: column("cost") },
    unpriced: { name: "unpriced", sum: column("unpriced") },
    total_tokens: { name: "tokens", sum: column("total_tokens") },
    errors: { name: "errors", sum: column("errors") },
    latency_avg: { name: "latency", sum: sql`round(${column("latency_avg")} * ${column("requests")})` },
  };
  return metrics.map((metric) => sums[metric]);
}

type Buckets = Pick<PeriodBuckets, "base" | "current">;

function periodConditions({ base, current }: Buckets) {
  return {
    before: sql`bucket >= ${base.from}::int and bucket < ${base.to}::int`,
    after: sql`bucket = ${current}::int`,
  };
}

function periodSums(metrics: readonly GroupMetric[], buckets: Buckets): SQL {
  const columns = Object.entries(periodConditions(buckets)).flatMap(([period, when]) =>
    namedSums(metrics).map(({ name, sum }) => {
      const column = sql.identifier(`${period}_${name}`);
      return sql`coalesce(sum(${sum}) filter (where ${when}), 0)::numeric as ${column}`;
    }),
  );
  return sql.join(columns, sql`, `);
}

type Asked = { buckets: Buckets; metric: ChangeMetric };

/** One row with the sums of both periods, and of the parts of the base period, per `group`; of everything when it is null. */
export function rowsOf(groups: SQL, group: SQL | null, { buckets, metric }: Asked): SQL {
  const { before, after } = periodConditions(buckets);
  const compared = namedSums(GROUP_METRICS).find(({ name }) => name === metric)?.sum ?? sql`m0`;
  const parts = sql`json_agg(json_build_array(bucket - ${buckets.base.from}::int, m0, coalesce(${compared}, 0)))
    filter (where ${before})`;
  return sql`select ${group === null ? sql`` : sql`${group} as g0, `}${periodSums(GROUP_METRICS, buckets)}, ${parts} as parts
    from (${groups}) as groups where (${before}) or ${after}${group === null ? sql`` : sql` group by 1`}`;
}

/** Of rows with sums of both periods those that changed most, and how many rows there are. */
export function mostChanged(rows: SQL, metric: ChangeMetric): SQL {
  return sql`select *, count(*) over () as count, ${scoreOf(metric)} as score from (${rows}) as summed
    order by score desc, g0 limit ${MOST_VALUES}`;
}

/** Just enough of every group to tell those that changed most. */
export function scoreRows(groups: SQL, { buckets, metric }: Asked): SQL {
  const { before, after } = periodConditions(buckets);
  return sql`select g0, ${periodSums(SCORE_METRICS[metric], buckets)} from (${groups}) as groups
    where (${before}) or ${after} group by 1`;
}

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
export function textOf({ fieldId }: ComparedDimension, projectId: number): SQL {
  if (fieldId === null) return sql`g0::text`;
  return sql`(select value from ${dictionary} where ${dictionary.projectId} = ${projectId}
    and ${dictionary.fieldId} = ${fieldId} and ${dictionary.code} = g0)`;
}

export function groupSums(row: GroupRow): GroupSums {
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
