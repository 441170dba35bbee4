import { sql } from "drizzle-orm";
import type { Executor } from "./client";

/**
 * Advisory locks of Postgres: arbitrary numbers, but the same in every process, and each used for one thing. Those of a project
 * are taken with its id as their second half.
 */
export const LOCKS = {
  /** One process at a time migrates. */
  migration: 7_223_001,
  /** Two that create one partition would deadlock on the parent. */
  partitions: 7_223_002,
  /** Of a project: two could give one slot to two properties. */
  slots: 7_223_003,
  /** Of a project: builds of rollups follow each other. */
  rollupBuild: 7_223_010,
  /** Held for as long as a process lives: it is the one that builds rollups. */
  rollupWorker: 7_223_011,
  /** The same of indexes. */
  indexes: 7_223_012,
  /** Of a project: values are moved to or from a slot. */
  slotMove: 7_223_013,
  /** Of a project: rules of merging are changed. */
  aliases: 7_223_014,
} as const;

/**
 * Whether this is the process that holds the lock; it then holds it until its connection ends, and with it at the latest when the
 * process does; one that was lost asks again. `database` must be a pool of one connection that is used for nothing else.
 */
export async function holdsForLife(database: Executor, lock: number): Promise<boolean> {
  const [row] = await database.execute<{ held: boolean }>(sql`
    select exists (
      select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and objid = ${lock}::oid and granted
    ) or pg_try_advisory_lock(${lock}) as held`);
  return row?.held === true;
}
