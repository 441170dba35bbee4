import { sql } from "drizzle-orm";
import type { Database } from "./client";

/** Arbitrary, but the same everywhere: one process at a time builds indexes of days. */
const INDEX_LOCK = 7_223_012;

/**
 * Whether this is the process that builds indexes; its connection holds the lock from then on, so `database` must be a
 * pool of one that is used for nothing else.
 */
export async function mayBuildIndexes(database: Database): Promise<boolean> {
  const [row] = await database.execute<{ first: boolean }>(sql`
    select exists (
      select from pg_locks
      where locktype = 'advisory' and pid = pg_backend_pid() and objid = ${INDEX_LOCK}::oid and granted
    ) or pg_try_advisory_lock(${INDEX_LOCK}) as first`);
  if (row?.first !== true) return false;
  // Else Postgres would go on building for a process that is gone.
  await database.execute(sql`set client_connection_check_interval = '5s'`);
  return true;
}
