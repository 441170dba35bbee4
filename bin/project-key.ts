import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Database, openDatabase } from "@/db/client";
import { ensureKey, ensureProject } from "@/db/projects";
import type { Env } from "@/env";

/**
 * Makes sure of the first project and of a key to it: FACET_API_KEY, else one that is made once and kept in
 * `project-key` of the data directory, so that every start can print it. Returns the key.
 */
export async function ensureFirstProject(env: Env, dataDir: string, databaseUrl: string): Promise<string> {
  const database = openDatabase(databaseUrl, { pool: 1, name: "facet-start" });
  try {
    return await ensure(database, env.FACET_API_KEY ?? null, join(dataDir, "project-key"));
  } finally {
    await database.$client.end();
  }
}

async function ensure(database: Database, given: string | null, file: string): Promise<string> {
  const project = await ensureProject(database, { slug: "default", name: "Default" });
  const key = given ?? (await keptKey(file));
  await ensureKey(database, project.id, key, given === null ? "First key" : "FACET_API_KEY");
  return key;
}

async function keptKey(file: string): Promise<string> {
  const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  if (kept.trim() !== "") return kept.trim();
  const key = `facet-${randomBytes(24).toString("base64url")}`;
  await writeFile(file, `${key}\n`, { mode: 0o600 });
  return key;
}
