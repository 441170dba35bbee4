import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { LOCKS } from "@/db/locks";
import { moment } from "@/db/moment";
import { GRAINS, rollupBuilt } from "@/db/rollup-schema";
import { HOUR_MS } from "@/db/rollup-time";
import type { Span } from "./cell-sql";
import { listRollupFields } from "./fields";
import { sumRows } from "./sums-of-values";

/** Days built before values in `rollup_sums` had histograms, newest first: they are not built anew for that. */
export async function findDaysWithoutHistograms(database: Database, projectId: number): Promise<Span[]> {
  const { grain, start, until, summed, summedHistograms } = rollupBuilt;
  return database
    .select({ start, until })
    .from(rollupBuilt)
    .where(
      and(
        eq(rollupBuilt.projectId, projectId),
        eq(grain, GRAINS.day),
        eq(summedHistograms, false),
        ne(summed, sql`'{}'`),
      ),
    )
    .orderBy(desc(start));
}

/** Adds them to one day; nothing is done when an hour of it has changed, as it is built anew then. Returns whether it was done. */
export async function addHistograms(database: Database, projectId: number, { start, until }: Span): Promise<boolean> {
  return database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCKS.rollupBuild}, ${projectId})`);
    const here = sql`project_id = ${projectId} and grain = ${GRAINS.day} and start = ${moment(start)}`;
    const [day] = await transaction.execute<{ summed: number[] }>(sql`select summed from rollup_built
      where ${here} and until = ${moment(until)} and not summed_histograms and not exists (select from rollup_marks
        where project_id = ${projectId} and hour > ${moment(new Date(start.getTime() - HOUR_MS))} and hour < ${moment(until)})`);
    if (day === undefined) return false;
    const fields = await listRollupFields(transaction, projectId);
    for (const field of fields.filter(({ id }) => day.summed.includes(id))) {
      await transaction.execute(sql`update rollup_sums set latency_histogram = found.latency_histogram
        from (${sumRows({ projectId, cell: { start, until }, field })}) found
        where ${here} and rollup_sums.field_id = ${field.id} and rollup_sums.code = found.code`);
    }
    await transaction.execute(sql`update rollup_built set summed_histograms = true where ${here}`);
    return true;
  });
}
