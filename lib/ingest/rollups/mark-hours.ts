import { sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import type { Executor } from "@/db/client";
import { hourStart } from "@/db/rollup-time";

export type Change = { projectId: number; createdAt: Date };

/**
 * Says that facts of these moments were added, changed or deleted. Call it in the transaction that does so: then whoever
 * sees the change also sees that rollups do not know of it yet.
 */
export async function markHours(transaction: Executor, changes: readonly Change[]): Promise<void> {
  const hours = new Map<string, { projectId: number; hour: string }>();
  for (const { projectId, createdAt } of changes) {
    const hour = hourStart(createdAt).toISOString();
    hours.set(`${projectId} ${hour}`, { projectId, hour });
  }
  if (hours.size === 0) return;
  const marks = [...hours.values()];
  await transaction.execute(sql`insert into rollup_marks (project_id, hour)
    select * from unnest(${arrayOf(
      "int4",
      marks.map(({ projectId }) => projectId),
    )}, ${arrayOf(
      "timestamptz",
      marks.map(({ hour }) => hour),
    )})`);
}
