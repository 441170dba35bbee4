import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { openDatabase } from "./client";
import { LOCKS } from "./locks";
import { ensurePartitions } from "./partitions";

// From here and from dist/ alike.
const MIGRATIONS = fileURLToPath(new URL("../db/migrations", import.meta.url));

/** Brings the schema up to date and creates the partitions of the coming days. Safe to run from several processes. */
export async function migrateDatabase(url: string, now = new Date()): Promise<void> {
  const database = openDatabase(url, { pool: 1, name: "facet-migrate" });
  try {
    await database.execute(sql`select pg_advisory_lock(${LOCKS.migration})`);
    await migrate(database, { migrationsFolder: MIGRATIONS });
    await ensurePartitions(database, now);
  } finally {
    await database.$client.end();
  }
}
