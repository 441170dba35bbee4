import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { analyzeParents } from "./statistics";
import { createTestDatabase, createTestProject } from "./test-database";
import { insertTestFacts, randomFact, seededRandom } from "./test-facts";

test("parents of partitions get statistics once in a while, not every time", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const random = seededRandom(1);
  const rows = Array.from({ length: 600 }, (_, index) =>
    randomFact(projectId, new Date(Date.UTC(2026, 10, 1 + (index % 3), 12)), random),
  );
  await insertTestFacts(database, rows);
  // Postgres tells of an analyze a moment after it: asked again before, it is only done again.
  expect((await analyzeParents(database)).toSorted()).toEqual(["details", "facts"]);
  const [known] = await database.execute<{ n: number }>(sql`
    select n_distinct::int as n from pg_stats where tablename = 'facts' and attname = 'slot_2' and inherited`);
  expect(known?.n).toBe(5);
  await expect.poll(() => analyzeParents(database)).toEqual([]);
});
