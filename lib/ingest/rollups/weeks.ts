import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { LOCKS } from "@/db/locks";
import { moment } from "@/db/moment";
import { GRAINS, rollupBuilt, WEEK } from "@/db/rollup-schema";
import { HOUR_MS, weekStart } from "@/db/rollup-time";
import type { Span } from "./cell-sql";
import type { RolledUpProject } from "./find-work";

type Executor = Pick<Database, "select" | "execute" | "insert">;
type Day = Span & { summed: number[]; requests: number };

const DAYS = 7;

/**
 * Weeks that can be built: their seven days are, and hold sums of one field at least. A user who is there every day is one
 * row then instead of seven. Newest first.
 */
export async function findMissingWeeks(database: Database, { id, timeZone }: RolledUpProject): Promise<Span[]> {
  const built = await database
    .select({ start: rollupBuilt.start })
    .from(rollupBuilt)
    .where(and(eq(rollupBuilt.projectId, id), eq(rollupBuilt.grain, WEEK)));
  const known = new Set(built.map(({ start }) => start.getTime()));
  const weeks = new Map<number, Day[]>();
  for (const day of await builtDays(database, id)) {
    const start = weekStart(day.start, timeZone).getTime();
    if (!known.has(start)) weeks.set(start, [...(weeks.get(start) ?? []), day]);
  }
  return [...weeks.entries()]
    .filter(([start, days]) => days[0]?.start.getTime() === start && days.length === DAYS && isUnbroken(days))
    .filter(([, days]) => sharedFields(days).length > 0)
    .map(([start, days]) => ({ start: new Date(start), until: days.at(-1)?.until ?? new Date(start) }))
    .reverse();
}

/** Adds up the days of a week, in one transaction; nothing is done when one of them has changed or is no longer built. */
export async function buildWeek(database: Database, projectId: number, week: Span): Promise<boolean> {
  return database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCKS.rollupBuild}, ${projectId})`);
    const within = sql`project_id = ${projectId} and start >= ${moment(week.start)} and start < ${moment(week.until)}`;
    const marks = await transaction.execute(sql`select 1 from rollup_marks where project_id = ${projectId}
      and hour > ${moment(new Date(week.start.getTime() - HOUR_MS))} and hour < ${moment(week.until)} limit 1`);
    const days = (await builtDays(transaction, projectId)).filter(
      ({ start, until }) => start >= week.start && until <= week.until,
    );
    if (marks.length > 0 || days.length !== DAYS || !isUnbroken(days)) return false;
    const summed = sharedFields(days);
    for (const table of ["rollup_sums", "rollup_built"]) {
      await transaction.execute(sql`delete from ${sql.identifier(table)} where ${within} and grain = ${WEEK}`);
    }
    await transaction.execute(sql`insert into rollup_sums (project_id, grain, start, field_id, code, requests, errors,
        unpriced, cost, cost_input, cost_output, cost_cache_read, cost_cache_write, input_tokens, output_tokens,
        latency_sum, ttft_sum, ttft_count)
      select ${projectId}::int, ${WEEK}::smallint, ${moment(week.start)}, field_id, code, sum(requests), sum(errors),
        sum(unpriced), sum(cost), sum(cost_input), sum(cost_output), sum(cost_cache_read), sum(cost_cache_write),
        sum(input_tokens), sum(output_tokens), sum(latency_sum), sum(ttft_sum), sum(ttft_count)
      from rollup_sums where ${within} and grain = ${GRAINS.day} and field_id = any(${sql.param(summed)}::int[])
      group by field_id, code order by field_id, code`);
    const requests = days.reduce((sum, day) => sum + day.requests, 0);
    const nothing = { fields: [], paired: [], askedFields: [], askedPaired: [] };
    const row = { projectId, grain: WEEK, ...week, requests, ...nothing, summed, builtAt: new Date() };
    await transaction.insert(rollupBuilt).values(row);
    return true;
  });
}

/** Days with sums, in order. */
async function builtDays(database: Executor, projectId: number): Promise<Day[]> {
  const { start, until, summed, requests } = rollupBuilt;
  return database
    .select({ start, until, summed, requests })
    .from(rollupBuilt)
    .where(and(eq(rollupBuilt.projectId, projectId), eq(rollupBuilt.grain, GRAINS.day)))
    .orderBy(asc(start));
}

function isUnbroken(days: readonly Day[]): boolean {
  return days.every(({ start }, index) => index === 0 || days[index - 1]?.until.getTime() === start.getTime());
}

function sharedFields([first, ...others]: readonly Day[]): number[] {
  return (first?.summed ?? []).filter((id) => others.every(({ summed }) => summed.includes(id)));
}
