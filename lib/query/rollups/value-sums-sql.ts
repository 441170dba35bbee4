import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { GRAINS, WEEK } from "@/db/rollup-schema";
import type { Stretch } from "./cover";
import type { Plan } from "./plan";
import type { RollupField } from "./rollup-fields";

/** Days of a field with too many values for histograms: what `rollup_sums` holds of it. */
type ValueDays = { projectId: number; fields: readonly RollupField[]; plan: Plan };

const SUM_NAMES = [
  ...["requests", "errors", "unpriced", "cost", "cost_input", "cost_output", "cost_cache_read", "cost_cache_write"],
  ...["input_tokens", "output_tokens", "latency_sum", "ttft_sum", "ttft_count"],
];
const signed = (sign: "" | "-") => sql.raw(SUM_NAMES.map((name) => `${sign}${name}`).join(", "));
/** No dictionary has this code: it stands for all values that are not told apart. */
const OTHER = sql`-1`;

/** Every value of every week and day: rows like those of `sumPieces`. */
export function valueSums({ projectId, fields, plan }: ValueDays): SQL[] {
  const cells = [
    ...daysOf(plan.weeks).map((each) => ({ ...each, grain: WEEK })),
    ...daysOf(plan.sums).map((each) => ({ ...each, grain: GRAINS.day })),
  ];
  return fields.flatMap(({ id, columns }) =>
    cells.map(
      ({ bucket, join, when, grain }) => sql`select ${bucket}, ${named(columns, sql`code`)}${signed("")}
        from rollup_sums${join} where project_id = ${projectId} and grain = ${grain}::smallint and field_id = ${id} and ${when}`,
    ),
  );
}

/** These values and untagged for themselves; all others are what remains of everything: none of them is read. */
export function splitSums({ projectId, fields, plan }: ValueDays, values: readonly number[]): SQL[] {
  return fields.flatMap(({ id, columns }) =>
    daysOf(plan.sums).flatMap(({ bucket, join, when }) => {
      const shown = sql`from rollup_sums${join} where project_id = ${projectId} and grain = ${GRAINS.day}::smallint
        and field_id = ${id} and ${when} and code = any(${sql.param([0, ...values])}::int[])`;
      return [
        sql`select ${bucket}, ${named(columns, sql`code`)}${signed("")} ${shown}`,
        sql`select ${bucket}, ${named(columns, OTHER)}${signed("-")} ${shown}`,
        sql`select ${bucket}, ${named(columns, OTHER)}${signed("")} from rollups${join}
          where project_id = ${projectId} and grain = ${GRAINS.day}::smallint and field_a = 0 and field_b = 0 and ${when}`,
      ];
    }),
  );
}

/** Histograms of every value of every day: asked for where a filter names few of them. */
export function valueHistograms({ projectId, fields, plan }: ValueDays): SQL[] {
  return fields.flatMap(({ id, columns }) =>
    daysOf(plan.sums).map(
      ({ bucket, join, when }) => sql`select ${bucket}, ${named(columns, sql`code`)}1, latency_histogram
        from rollup_sums${join} where project_id = ${projectId} and grain = ${GRAINS.day}::smallint and field_id = ${id} and ${when}`,
    ),
  );
}

/** Histograms of these values, once for themselves and once to be taken away from all that is tagged; and of untagged. */
export function splitHistograms({ projectId, fields, plan }: ValueDays, values: readonly number[]): SQL[] {
  return fields.flatMap(({ id, columns }) =>
    daysOf(plan.sums).flatMap(({ bucket, join, when }) => {
      const day = sql`project_id = ${projectId} and grain = ${GRAINS.day}::smallint and ${when}`;
      const shown = sql`latency_histogram from rollup_sums${join}
        where ${day} and field_id = ${id} and code <> 0 and code = any(${sql.param([...values])}::int[])`;
      const code = sql`case code_a when 0 then 0 else ${OTHER} end`;
      return [
        sql`select ${bucket}, ${named(columns, code)}1, latency_histogram from rollups${join}
          where ${day} and field_a = ${-id} and field_b = 0`,
        sql`select ${bucket}, ${named(columns, sql`code`)}1, ${shown}`,
        sql`select ${bucket}, ${named(columns, OTHER)}-1, ${shown}`,
      ];
    }),
  );
}

const named = (columns: RollupField["columns"], code: SQL) =>
  sql.join(columns.map(({ name, fromCode }) => sql`${fromCode(code)} as ${sql.identifier(name)}, `));

/** Which days are read, and the bucket of each: the same of all, or looked up. */
function daysOf(days: readonly Stretch[]): { bucket: SQL; join: SQL; when: SQL }[] {
  const [first] = days;
  if (first === undefined) return [];
  const starts = sql`${sql.param(days.map(({ from }) => new Date(from).toISOString()))}::text[]::timestamptz[]`;
  if (days.every(({ bucket }) => bucket === first.bucket)) {
    return [{ bucket: sql.raw(String(first.bucket)), join: sql``, when: sql`start = any(${starts})` }];
  }
  const buckets = sql`${sql.param(days.map(({ bucket }) => bucket))}::int[]`;
  const join = sql` join unnest(${starts}, ${buckets}) as cell (day, bucket) on start = cell.day`;
  return [{ bucket: sql`cell.bucket`, join, when: sql`true` }];
}
