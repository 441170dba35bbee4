import { eq, sql } from "drizzle-orm";
import { pino } from "pino";
import { expect, test } from "vitest";
import { rollupMarks } from "@/db/rollup-schema";
import { bulkEditRows, details, dictionary, facts, properties } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { runBulkEdit } from "./bulk-edit";
import { openBulkEdit } from "./bulk-edits";
import { openExpiry } from "./expire-values";
import { findRequest } from "./find-request";
import { idAt, testRecord } from "./test-record";
import { openBatchWriter } from "./write-batch";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NOW = new Date();
const never = new AbortController().signal;
const logger = pino({ level: "silent" });

test("values older than their property is kept go for good, with or without a slot, and nothing else does", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const fillers = Array.from({ length: 15 }, (_, index) => ({ key: `k${index}`, spelling: `k${index}`, value: "x" }));
  const tags = (team: string) => [
    { key: "team", spelling: "Team", value: team },
    ...fillers,
    { key: "late", spelling: "Late", value: `late ${team}` },
  ];
  const record = (daysAgo: number, team: string) =>
    testRecord({
      ...{ id: idAt(NOW.getTime() - daysAgo * DAY_MS), projectId, properties: tags(team) },
      cutProperties: ["team", "late", "k0"],
    });
  const old = record(3.5, "old");
  await openBatchWriter(database)([record(5, "older"), old, record(1, "new")]);
  const change = { key: "team", spelling: "Team", value: "edited" };
  const edit = await openBulkEdit(database, projectId, change, { total: 1, selection: null });
  const address = await findRequest(database, projectId, old.id);
  await runBulkEdit(database, edit, async (after) => (after === null && address !== null ? [address] : []));
  await database.delete(rollupMarks);
  const keep = (key: string, keepDays: number) =>
    database.update(properties).set({ keepDays, valuesExpiredAt: null }).where(eq(properties.key, key));
  const held = async () => {
    const rows = await database.execute<{ slot: number; extra: string | null; cut: string[] | null; k0: number }>(sql`
      select slot_1 as slot, extra ->> 'late' as extra, cut_properties as cut, slot_2 as k0 from facts
      join details using (project_id, created_at, id) order by created_at`);
    expect(rows.every(({ k0 }) => k0 !== 0)).toBe(true);
    return rows.map(({ slot, extra, cut }) => [slot !== 0, extra, cut?.toSorted().join() ?? null]);
  };

  let elapsed = 0;
  const expireValues = openExpiry({ database, logger, elapsed: () => elapsed });
  await keep("team", 2);
  expect(await expireValues(NOW, never)).toBe(2);
  const others = "k0,late";
  expect(await held()).toEqual([
    [false, "late older", others],
    [false, "late old", others],
    [true, "late new", "k0,late,team"],
  ]);
  // The hours of both are built again, nothing can bring the values back, and their names are gone.
  expect(await database.$count(rollupMarks)).toBe(2);
  expect(await database.$count(bulkEditRows)).toBe(0);
  const names = (await database.select({ value: dictionary.value }).from(dictionary)).map(({ value }) => value);
  expect(names).toContain("new");
  expect(names).not.toContain("edited");
  expect(names).not.toContain("older");

  // Not again on the same day; then with another limit.
  expect(await expireValues(NOW, never)).toBe(0);
  await keep("late", 4);
  expect(await expireValues(NOW, never)).toBe(1);
  expect((await held()).map(([, extra]) => extra)).toEqual([null, "late old", "late new"]);

  // By a clock that is ahead nothing of the team would be left: it goes only if that is so for hours, whatever comes in.
  const ahead = new Date(NOW.getTime() + 2 * DAY_MS);
  await openBatchWriter(database)([testRecord({ projectId, id: idAt(ahead.getTime()) })]);
  expect(await expireValues(ahead, never)).toBe(1);
  elapsed += 4 * HOUR_MS;
  expect(await expireValues(ahead, never)).toBe(0);
  elapsed += HOUR_MS;
  expect(await expireValues(ahead, never)).toBe(1);
  await database.delete(facts).where(sql`created_at >= ${ahead.toISOString()}::timestamptz`);
  await database.delete(details).where(sql`created_at >= ${ahead.toISOString()}::timestamptz`);
  expect((await held()).map(([slot, extra]) => [slot, extra])).toEqual([
    [false, null],
    [false, null],
    [false, "late new"],
  ]);
  expect([await database.$count(facts), await database.$count(details)]).toEqual([3, 3]);
});
