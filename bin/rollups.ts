import { type Database, openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { listProjects } from "@/db/projects";
import type { Env } from "@/env";
import { rebuildAll } from "@/lib/ingest/rollups/rebuild";
import { verifyProject } from "@/lib/ingest/rollups/verify";
import { withDatabase } from "./database";
import { UserError } from "./user-error";

/** `facet rollups rebuild|verify`: builds all rollups anew, or compares all of them with what facts say. */
export async function rollups(env: Env, [action]: string[]): Promise<void> {
  await withDatabase(env, async (url) => {
    await migrateDatabase(url);
    const database = openDatabase(url, { pool: 2, name: "facet-rollups" });
    try {
      await (action === "rebuild" ? rebuild(database) : verify(database));
    } finally {
      await database.$client.end();
    }
  });
}

const CELLS_PER_LINE = 100;

async function rebuild(database: Database): Promise<void> {
  let cells = 0;
  await rebuildAll(database, new Date(), ({ start }) => {
    cells++;
    if (cells % CELLS_PER_LINE === 0) console.log(`${cells} hours and days, back to ${start.toISOString()}`);
  });
  console.log(`${cells} hours and days were built.`);
}

async function verify(database: Database): Promise<void> {
  let wrong = 0;
  for (const { id, slug } of await listProjects(database)) {
    const { cells, dirty, differences } = await verifyProject(database, id);
    console.log(`${slug}: ${cells} hours and days, ${dirty} to be built again, ${differences.length} wrong.`);
    for (const { cell, missing, extra } of differences) {
      console.log(
        `  ${cell.start.toISOString()} to ${cell.until.toISOString()}: ${missing} rows missing, ${extra} not in facts`,
      );
    }
    wrong += differences.length;
  }
  if (wrong > 0) throw new UserError("Rollups differ from facts. Please report it; `rollups rebuild` puts it right.");
}
