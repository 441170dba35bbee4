import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { openDatabase } from "./client";
import { ensurePartitions } from "./partitions";

// From here and from dist/ alike.
const MIGRATIONS = fileURLToPath(new URL("../db/migrations", import.meta.url));
/** Arbitrary, but the same in every process: only one of them migrates at a time. */
const MIGRATION_LOCK = 7_223_001;

/** Brings the schema up to date and creates the partitions of the coming days. Safe to run from several processes. */
export async function migrateDatabase(url: string, now = new Date()): Promise<void> {
  const database = openDatabase(url, { pool: 1, name: "facet-migrate" });
  try {
    await database.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await migrate(database, { migrationsFolder: MIGRATIONS });
    await ensurePartitions(database, now);
  } finally {
    await database.$client.end();
  }
}
