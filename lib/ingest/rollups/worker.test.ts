import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { openDatabase } from "@/db/client";
import { rollupBuilt } from "@/db/rollup-schema";
import { HOUR_MS } from "@/db/rollup-time";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { insertTestFacts, randomFact, seededRandom } from "@/db/test-facts";
import { verifyProject } from "./verify";
import { startRollupWorker } from "./worker";

test("of two workers one builds what is due, and both stop", async () => {
  const { database, url } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const random = seededRandom(3);
  const at = () => new Date(Date.now() - 2 * HOUR_MS - random(5 * HOUR_MS));
  await insertTestFacts(
    database,
    Array.from({ length: 200 }, () => randomFact(projectId, at(), random)),
  );
  const locks = [openDatabase(url, { pool: 1, name: "one" }), openDatabase(url, { pool: 1, name: "other" })];
  const logger = pino({ level: "silent" });
  const workers = locks.map((lockDatabase) => startRollupWorker({ database, lockDatabase, logger }));
  await vi.waitFor(async () => expect((await database.select().from(rollupBuilt)).length).toBeGreaterThanOrEqual(5), {
    timeout: 10_000,
  });
  for (const worker of workers) await worker.stop();
  for (const lock of locks) await lock.$client.end();
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
});
