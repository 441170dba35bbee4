import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedServer } from "./embedded/server";
import { migrateDatabase } from "./migrate";

declare module "vitest" {
  interface ProvidedContext {
    databaseUrl: string;
  }
}

/** Vitest global setup: one real Postgres for the run, whose migrated database is the template of every test's own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "facet-test-"));
  // The `postgres` account passes through when root runs the tests; else the cluster would be made elsewhere.
  await chmod(dataDir, 0o711);
  const server = await startEmbeddedServer({
    dataDir,
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "128MB" },
  });
  await migrateDatabase(server.url);
  project.provide("databaseUrl", server.url);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
