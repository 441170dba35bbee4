import { sql } from "drizzle-orm";
import type { Database } from "./client";

const PARENTS = ["facts", "details"] as const;
/** Today's share of a month is small: older statistics than these mislead nobody. */
const MAX_AGE_HOURS = 12;

/**
 * Brings the statistics of partitioned tables up to date, when they are older than half a day. Autovacuum looks after the
 * partitions only, and without these the planner takes a dimension of ten values for one of hundreds, and sorts on disk.
 * Returns the tables that were analyzed.
 */
export async function analyzeParents(database: Database): Promise<string[]> {
  const due = await database.execute<{ name: (typeof PARENTS)[number] }>(sql`
    select relname as name from pg_stat_user_tables
    where relname in (${sql.join(
      PARENTS.map((name) => sql`${name}`),
      sql`, `,
    )}) and coalesce(last_analyze, '-infinity') < now() - make_interval(hours => ${MAX_AGE_HOURS})`);
  for (const { name } of due) {
    await database.transaction(async (transaction) => {
      // Nobody waits for it, and cut short it would have been for nothing.
      await transaction.execute(sql`set local statement_timeout = 0`);
      await transaction.execute(sql`analyze ${sql.identifier(name)}`);
    });
  }
  return due.map(({ name }) => name);
}
