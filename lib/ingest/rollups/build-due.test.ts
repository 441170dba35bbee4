import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { createPartitions, dropPartitionsBefore, partitionDay } from "@/db/partitions";
import { rollupBuilt, rollupFields, rollupMarks, rollupSums, rollups } from "@/db/rollup-schema";
import { HOUR_MS, hourStart } from "@/db/rollup-time";
import { facts, projects } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { createTestProperties, insertTestFacts, randomFact, seededRandom, type TestFact } from "@/db/test-facts";
import { editRequestProperties } from "@/lib/ingest/edit-properties";
import { testRecord } from "@/lib/ingest/test-record";
import { openBatchWriter } from "@/lib/ingest/write-batch";
import { markHours } from "./mark-hours";
import { buildNow } from "./rebuild";
import { verifyProject } from "./verify";

const NOW = new Date("2026-11-03T10:30:00Z");

const buildAll = (database: Database, now = NOW) => buildNow(database, now, 1000);

/** Facts of the four days before NOW, a day on which European clocks go back among them. */
function someFacts(projectId: number, count: number, seed = 1, hours = 4 * 24): TestFact[] {
  const random = seededRandom(seed);
  const at = () => new Date(NOW.getTime() - random(hours * HOUR_MS));
  return Array.from({ length: count }, () => randomFact(projectId, at(), random));
}

async function change(database: Database, projectId: number, rows: TestFact[]): Promise<void> {
  await createPartitions(
    database,
    rows.map(({ createdAt }) => partitionDay(createdAt)),
  );
  await database.transaction(async (transaction) => {
    await transaction.insert(facts).values(rows);
    await markHours(
      transaction,
      rows.map(({ createdAt }) => ({ projectId, createdAt })),
    );
  });
}

test.each(["UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu"])(
  "closed hours and days of %s are built as facts have them, and nothing twice",
  async (timeZone) => {
    const { database } = await createTestDatabase();
    const projectId = await createTestProject(database, timeZone);
    await createTestProperties(database, projectId, 3);
    await insertTestFacts(database, someFacts(projectId, 3000));
    expect(await buildAll(database)).toBeGreaterThan(90);
    expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
    expect(await buildAll(database)).toBe(0);
    const days = await database
      .select({ start: rollupBuilt.start, until: rollupBuilt.until, requests: rollupBuilt.requests })
      .from(rollupBuilt)
      .where(eq(rollupBuilt.grain, 2));
    for (const { start, until, requests } of days) {
      const [row] = await database.execute<{ count: number }>(sql`select count(*)::int as count from facts
        where created_at >= ${start.toISOString()} and created_at < ${until.toISOString()}`);
      expect(row?.count).toBe(requests);
    }
    expect(days.length).toBeGreaterThanOrEqual(4);
  },
);

test("late arrivals, edits and deletions are built again, and their days with them", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database, "Asia/Kolkata");
  await createTestProperties(database, projectId, 3);
  await insertTestFacts(database, someFacts(projectId, 2000));
  await buildAll(database);
  const late = someFacts(projectId, 20, 2);
  await change(database, projectId, late);
  const changed = { projectId, createdAt: new Date("2026-11-01T05:10:00Z") };
  await database.transaction(async (transaction) => {
    const hour = sql`created_at >= '2026-11-01T05:00Z' and created_at < '2026-11-01T06:00Z'`;
    await transaction.execute(
      sql`update facts set slot_1 = 9, cost = null where project_id = ${projectId} and ${hour}`,
    );
    await markHours(transaction, [changed]);
  });
  expect((await verifyProject(database, projectId)).dirty).toBeGreaterThan(0);
  expect(await buildAll(database)).toBeGreaterThan(0);
  expect(await buildAll(database)).toBeGreaterThan(0);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
  expect(await buildAll(database)).toBe(0);
});

test("the running hour is left alone and keeps only its newest mark", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const running = { projectId, createdAt: NOW };
  for (let batch = 0; batch < 3; batch++) {
    await change(database, projectId, [randomFact(projectId, NOW, seededRandom(batch))]);
  }
  await markHours(database, [running]);
  expect(await buildAll(database)).toBe(0);
  expect(await database.select().from(rollupMarks)).toHaveLength(1);
  await buildAll(database, new Date(NOW.getTime() + HOUR_MS));
  expect(await database.select().from(rollupMarks)).toHaveLength(0);
  expect(await verifyProject(database, projectId)).toMatchObject({ cells: 1, dirty: 0, differences: [] });
});

test("hours keep pairs while their day runs", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  await createTestProperties(database, projectId, 3);
  await insertTestFacts(database, someFacts(projectId, 2000, 1, 12));
  await buildAll(database);
  const hourPairs = and(eq(rollups.grain, 1), sql`${rollups.fieldB} <> 0`);
  const starts = await database.selectDistinct({ start: rollups.start }).from(rollups).where(hourPairs);
  expect(starts.map(({ start }) => start.toISOString()).sort()).toEqual(
    Array.from({ length: 10 }, (_, hour) => `2026-11-03T0${hour}:00:00.000Z`),
  );
  await buildAll(database, new Date("2026-11-04T00:30:00Z"));
  expect(await database.select().from(rollups).where(hourPairs)).toHaveLength(0);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
  expect(await buildAll(database, new Date("2026-11-04T00:30:00Z"))).toBe(0);
});

test("a field with too many values is left out and says why; a new property and another time zone are caught up with", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const [first = 0, second = 0, third = 0] = await createTestProperties(database, projectId, 3);
  const random = seededRandom(5);
  const at = () => new Date(NOW.getTime() - 2 * HOUR_MS + random(1000));
  const rows = Array.from({ length: 2500 }, (_, index) => ({
    ...randomFact(projectId, at(), random),
    slot2: 1 + (index % 300),
    slot3: 1 + (index % 1200),
  }));
  await insertTestFacts(database, rows);
  await buildAll(database);
  const states = await database.select().from(rollupFields).orderBy(rollupFields.fieldId);
  expect(states).toMatchObject([
    { fieldId: second, state: "singles", reason: "300 values in the hour from 2026-11-03T08:00:00.000Z" },
    { fieldId: third, state: "sums", reason: "1200 values in the hour from 2026-11-03T08:00:00.000Z" },
  ]);
  const built = await database.select().from(rollupBuilt).where(sql`${rollupBuilt.requests} > 0`);
  expect(built).toMatchObject([{ fields: [1, 2, 3, 5, first, second], paired: [1, 2, 5, first] }]);
  const tomorrow = new Date(NOW.getTime() + 24 * HOUR_MS);
  expect(await buildAll(database, tomorrow)).toBeGreaterThan(0);
  const days = await database.select().from(rollupBuilt).where(eq(rollupBuilt.grain, 2));
  expect(days).toMatchObject([{ fields: [1, 2, 3, 5, first, second], paired: [1, 2, 5, first], summed: [third] }]);
  const kept = await database.select().from(rollupSums);
  expect(kept).toHaveLength(1200);
  expect(kept.reduce((sum, { requests }) => sum + requests, 0)).toBe(2500);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
  await database.execute(sql`update rollup_sums set cost = 1 where code = 7`);
  expect((await verifyProject(database, projectId)).differences).toMatchObject([{ missing: 1, extra: 1 }]);
  await change(database, projectId, [{ ...randomFact(projectId, at(), random), slot3: 1201 }]);
  // The hour, then its day.
  expect(await buildAll(database, tomorrow)).toBe(1);
  expect(await buildAll(database, tomorrow)).toBe(1);
  expect(await database.select().from(rollupSums)).toHaveLength(1201);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
  expect(await buildAll(database, tomorrow)).toBe(0);

  await database.delete(rollupFields);
  await database.execute(sql`insert into properties (project_id, key, display_name, slot)
    values (${projectId}, 'new', 'New', 4)`);
  await database.update(projects).set({ timeZone: "Asia/Kolkata" });
  expect(await buildAll(database)).toBeGreaterThan(0);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
  expect(await buildAll(database)).toBe(0);
});

test("what the writer writes and what is edited is marked; what retention drops is forgotten", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database, "Asia/Kolkata");
  await insertTestFacts(database, someFacts(projectId, 500));
  await buildAll(database);
  await dropPartitionsBefore(database, "2026-11-02");
  const kept = await database.select({ start: rollups.start }).from(rollups);
  expect(kept.every(({ start }) => start >= new Date("2026-11-02T00:00:00Z"))).toBe(true);
  // The local day that has lost its first hours is built again.
  expect(await buildAll(database)).toBe(1);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });

  const record = testRecord({ projectId });
  await openBatchWriter(database)([record]);
  const hour = hourStart(new Date(record.createdAt));
  const marks = () => database.select({ projectId: rollupMarks.projectId, hour: rollupMarks.hour }).from(rollupMarks);
  expect(await marks()).toEqual([{ projectId, hour }]);
  await editRequestProperties(database, projectId, record.id, new Map([["plan", { value: "pro", spelling: "Plan" }]]));
  expect(await marks()).toEqual([
    { projectId, hour },
    { projectId, hour },
  ]);
});
