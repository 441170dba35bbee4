import { resolve } from "node:path";
import { startEmbeddedServer } from "@/db/embedded/server";
import type { Env } from "@/env";
import { findHolder, lockDataDirectory } from "./lock";

/**
 * Runs a command against the configured database: DATABASE_URL, else the one of the Facet that is running on the data
 * directory, else an embedded server for as long as the command takes.
 */
export async function withDatabase(env: Env, command: (url: string) => Promise<void>): Promise<void> {
  if (env.DATABASE_URL) return command(env.DATABASE_URL);
  const dataDir = resolve(env.FACET_DATA_DIR);
  const running = (await findHolder(dataDir))?.databaseUrl;
  if (running) return command(running);
  const lock = await lockDataDirectory(dataDir);
  process.once("exit", lock.release);
  const server = await startEmbeddedServer({ dataDir });
  try {
    await command(server.url);
  } finally {
    await server.stop();
    lock.release();
  }
}
