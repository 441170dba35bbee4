import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { GRAINS, rollupBuilt } from "@/db/rollup-schema";
import { HOUR_MS } from "@/db/rollup-time";
import type { Cell } from "./cell-sql";
import { askedOf } from "./choose-fields";
import { listRollupFields } from "./fields";
import { missingCells, runningHour } from "./missing-cells";

/** Changes come in bursts: an hour is built again when it has been left alone for a while, or has waited long. */
export type Patience = { quietMs: number; longestMs: number };

export type RolledUpProject = { id: number; timeZone: string };

/** Closed hours whose facts changed, newest first. */
export async function findMarkedHours(
  database: Database,
  projectId: number,
  now: Date,
  { quietMs, longestMs }: Patience,
): Promise<Cell[]> {
  const rows = await database.execute<{ start: number }>(sql`
    select extract(epoch from hour)::float8 * 1000 as start from rollup_marks
    where project_id = ${projectId} and hour < ${runningHour(now).toISOString()}::timestamptz
    group by hour
    having max(marked_at) <= clock_timestamp() - ${quietMs} * interval '1 ms'
      or min(marked_at) <= clock_timestamp() - ${longestMs} * interval '1 ms'
    order by hour desc`);
  return rows.map(({ start }) => ({ grain: GRAINS.hour, start: new Date(start), until: new Date(start + HOUR_MS) }));
}

/** Closed hours and days that were never built, or not with all the fields that are asked for now. */
export async function findMissingCells(database: Database, project: RolledUpProject, now: Date): Promise<Cell[]> {
  const firstAt = await findFirst(database, project.id);
  if (firstAt === null) return [];
  const asked = askedOf(await listRollupFields(database, project.id), true);
  const built = await database
    .select({
      grain: sql<Cell["grain"]>`${rollupBuilt.grain}`,
      start: rollupBuilt.start,
      until: rollupBuilt.until,
      hasFields: sql<boolean>`${rollupBuilt.askedFields} @> ${sql.param(asked.askedFields)}::int[]
        and (${rollupBuilt.grain} = ${GRAINS.hour}
          or (${rollupBuilt.askedFields} || ${rollupBuilt.askedSummed}) @> ${sql.param(asked.askedSummed)}::int[])`,
      hasPairs: sql<boolean>`${rollupBuilt.askedPaired} @> ${sql.param(asked.askedPaired)}::int[]`,
    })
    .from(rollupBuilt)
    .where(and(eq(rollupBuilt.projectId, project.id)));
  const marked = await findMarks(database, project.id);
  const isMarked = ({ start, until }: Cell) =>
    marked.some((hour) => hour < until.getTime() && hour + HOUR_MS > start.getTime());
  // Marked hours have a turn of their own; a day waits for its hours.
  return missingCells(built, firstAt, now, project.timeZone).filter((cell) => !isMarked(cell));
}

/** Of the running hour every batch leaves a mark; the newest says as much as all of them. */
export async function thinMarks(database: Database, projectId: number, now: Date): Promise<void> {
  await database.execute(sql`delete from rollup_marks using (
      select hour, max(id) as newest from rollup_marks
      where project_id = ${projectId} and hour >= ${runningHour(now).toISOString()}::timestamptz
      group by hour having count(*) > 1) kept
    where rollup_marks.project_id = ${projectId} and rollup_marks.hour = kept.hour and rollup_marks.id < kept.newest`);
}

async function findFirst(database: Database, projectId: number): Promise<Date | null> {
  const [row] = await database.execute<{ first: number | null }>(
    sql`select extract(epoch from min(created_at))::float8 * 1000 as first from facts where project_id = ${projectId}`,
  );
  return row?.first == null ? null : new Date(row.first);
}

async function findMarks(database: Database, projectId: number): Promise<number[]> {
  const rows = await database.execute<{ hour: number }>(
    sql`select distinct extract(epoch from hour)::float8 * 1000 as hour from rollup_marks where project_id = ${projectId}`,
  );
  return rows.map(({ hour }) => hour);
}
