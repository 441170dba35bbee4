import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { moment } from "@/db/moment";

/** How long it has to stay so. */
const THINK_MS = 5 * 3_600_000;

export type SecondThoughtOptions = {
  database: Database;
  /** Told once when it begins to be so. */
  onDoubt: (deletion: Deletion) => void;
  /** Milliseconds on a clock that nobody sets. */
  elapsed?: () => number;
};

/** What is to be deleted from everything of before a moment, in one project or in all. */
type Deletion = { subject: string; before: Date; projectId?: number };

/**
 * Whether to delete what is old: a machine whose clock is far ahead for a while, as after a start, must not lose everything.
 * Where nothing would be left but what came within the last hours, which says nothing of the time before, the answer is yes
 * only when it has been so for hours.
 */
export function openSecondThought({ database, onDoubt, elapsed = () => performance.now() }: SecondThoughtOptions) {
  const doubtful = new Map<string, number>();
  return async (deletion: Deletion, now: Date): Promise<boolean> => {
    const { subject } = deletion;
    if (!(await leavesNothing(database, deletion, now))) {
      doubtful.delete(subject);
      return true;
    }
    const since = doubtful.get(subject);
    if (since !== undefined) return elapsed() - since >= THINK_MS;
    doubtful.set(subject, elapsed());
    onDoubt(deletion);
    return false;
  };
}

async function leavesNothing(database: Database, { before, projectId }: Deletion, now: Date): Promise<boolean> {
  const recent = new Date(now.getTime() - THINK_MS);
  const those = projectId === undefined ? sql`true` : sql`project_id = ${projectId}`;
  const [row] = await database.execute<{ nothing: boolean }>(sql`
    select exists (select from facts where ${those} and created_at < ${moment(before)})
      and not exists (select from facts where ${those} and created_at >= ${moment(before)}
        and created_at < ${moment(recent)}) as nothing`);
  return row?.nothing === true;
}
