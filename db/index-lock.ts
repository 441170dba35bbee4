import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { holdsForLife, LOCKS } from "./locks";

/**
 * Whether this is the process that builds indexes; its connection holds the lock from then on, so `database` must be a
 * pool of one that is used for nothing else.
 */
export async function mayBuildIndexes(database: Database): Promise<boolean> {
  if (!(await holdsForLife(database, LOCKS.indexes))) return false;
  // Else Postgres would go on building for a process that is gone.
  await database.execute(sql`set client_connection_check_interval = '5s'`);
  return true;
}
