import { expect, test } from "vitest";
import { countGivenCodes } from "@/db/dictionary-codes";
import { measureDiskUse } from "@/db/disk-use";
import { dictionary } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { insertTestFacts, randomFact, seededRandom } from "@/db/test-facts";
import { describeCodes, describeStats } from "./stats";

test("disk use counts partitions with their parents, and is told per million requests", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const random = seededRandom(1);
  const at = (index: number) => new Date(Date.UTC(2026, 10, 1 + (index % 3), 12));
  await insertTestFacts(
    database,
    Array.from({ length: 1000 }, (_, index) => randomFact(projectId, at(index), random)),
  );
  const use = await measureDiskUse(database);
  expect(use.facts).toBeGreaterThan(1000 * 100);
  expect(Object.keys(use).filter((name) => /\d{8}/.test(name))).toEqual([]);

  const told = describeStats(
    { requests: 2_000_000, projects: 2, oldest: "2026-11-01", newest: "2026-11-03" },
    { facts: 400_000_000, "facts, indexes": 100_000_000, projects: 8192 },
  );
  expect(told).toContain("2,000,000 requests of 2 projects, 2026-11-01 to 2026-11-03.");
  expect(told).toMatch(/facts +400\.0 +200\.0\n/);
  expect(told).toMatch(/together +500\.0 +250\.0\n/);
  expect(told).not.toContain("projects  ");
  expect(describeStats({ requests: 0, projects: 0, oldest: null, newest: null }, use)).toBe(
    "No requests are stored yet.",
  );
});

test("codes that were given out are counted, those of entries that are gone included", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  expect(await countGivenCodes(database)).toBe(0);
  const entries = ["a", "b", "c"].map((value) => ({ projectId, fieldId: 1, value, valueHash: Buffer.from(value) }));
  await database.insert(dictionary).values(entries);
  await database.delete(dictionary);
  const given = await countGivenCodes(database);
  expect(given).toBe(3);
  expect(describeCodes(given)).toBe("Codes of values given out: 3 of 2,147,483,647 (0.0 %).");
});
