import { migrateDatabase } from "@/db/migrate";
import type { Env } from "@/env";
import { withDatabase } from "./database";

/** `facet migrate`: brings the database up to date. */
export async function migrate(env: Env): Promise<void> {
  await withDatabase(env, async (url) => {
    await migrateDatabase(url);
    console.log("The database is up to date.");
  });
}
