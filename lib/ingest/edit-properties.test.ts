import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { details, properties } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { editRequestProperties } from "./edit-properties";
import { testRecord } from "./test-record";
import { openBatchWriter } from "./write-batch";

const CALLER = "6f0f8f0e-0a5c-4b8e-9d52-3f6f5f0a9a11";

/** Slot values by name, then what lies in extra. */
async function tagsOf(database: Database, id: string): Promise<Map<string, string>> {
  const slots = await database.execute<{ key: string; value: string }>(sql`
    select key, value from facts join properties on properties.project_id = facts.project_id and slot <= 2
    join dictionary on dictionary.project_id = facts.project_id and field_id = properties.id
      and code = (array[slot_1, slot_2])[slot] where facts.id = ${id}`);
  const extra = await database.select({ extra: details.extra }).from(details).where(sql`id = ${id}`);
  return new Map([
    ...slots.map(({ key, value }): [string, string] => [key, value]),
    ...Object.entries(extra[0]?.extra ?? {}),
  ]);
}

test("properties are set, changed and removed, with and without a slot", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const many = Array.from({ length: 18 }, (_, index) => ({ key: `k${index}`, spelling: `k${index}`, value: "old" }));
  const record = testRecord({ projectId, callerId: CALLER, properties: many });
  await openBatchWriter(database)([record]);
  const change = (value: string | null) => ({ value, spelling: "x" });
  const changes = new Map([
    ["k0", change("new")],
    ["k1", change(null)],
    ["k16", change("")],
    ["k17", change(null)],
    ["__proto__", change("hostile")],
    ["never-seen", change(null)],
    ["long", change("y".repeat(2000))],
  ]);
  expect(await editRequestProperties(database, projectId, record.id, changes)).toBe(true);
  const wanted = [
    ["__proto__", "hostile"],
    ["k0", "new"],
    ["k16", ""],
    ["long", "y".repeat(1024)],
  ];
  expect([...(await tagsOf(database, record.id))].sort()).toEqual(wanted);
  const [detail] = await database.select().from(details);
  expect(detail?.cutProperties).toEqual(["long"]);
  expect(await database.$count(properties, sql`key = 'never-seen'`)).toBe(0);

  const reset = new Map(["k0", "k16", "long", "__proto__"].map((key) => [key, change(null)]));
  expect(await editRequestProperties(database, projectId, CALLER, reset)).toBe(true);
  expect([...(await tagsOf(database, record.id))]).toEqual([]);
  expect((await database.select().from(details))[0]).toMatchObject({ extra: null, cutProperties: null });
});

test("a caller's id sent twice means the newest request; unknown ids and other projects are not found", async () => {
  const { database } = await createTestDatabase();
  const [projectId, stranger] = [await createTestProject(database), await createTestProject(database)];
  const [older, newer] = [testRecord({ projectId, callerId: CALLER }), testRecord({ projectId, callerId: CALLER })];
  await openBatchWriter(database)([older, newer]);
  const changes = new Map([["plan", { value: "pro", spelling: "Plan" }]]);
  expect(await editRequestProperties(database, projectId, CALLER, changes)).toBe(true);
  expect(await tagsOf(database, newer.id)).toEqual(new Map([["plan", "pro"]]));
  expect(await tagsOf(database, older.id)).toEqual(new Map());
  for (const id of [uuidv7(), "nonsense", "' or 1=1 --"]) {
    expect(await editRequestProperties(database, projectId, id, changes)).toBe(false);
  }
  expect(await editRequestProperties(database, stranger, newer.id, changes)).toBe(false);
});

test("an edit survives the replay of the request's batch, and edits at once do not lose each other", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const record = testRecord({ projectId, properties: [{ key: "plan", spelling: "Plan", value: "free" }] });
  const write = openBatchWriter(database);
  await write([record]);
  const set = (key: string, value: string) =>
    editRequestProperties(database, projectId, record.id, new Map([[key, { value, spelling: key }]]));
  await Promise.all([
    set("plan", "pro"),
    set("team", "red"),
    ...Array.from({ length: 20 }, (_, index) => set(`x${index}`, "1")),
  ]);
  await write([record]);
  const tags = await database.execute<{ filled: number }>(sql`
    select (select count(*)::int from unnest(array[slot_1,slot_2,slot_3,slot_4,slot_5,slot_6,slot_7,slot_8,slot_9,slot_10,
      slot_11,slot_12,slot_13,slot_14,slot_15,slot_16]) as slot where slot > 0)
      + (select count(*)::int from details, jsonb_object_keys(extra)) as filled from facts`);
  expect(tags[0]?.filled).toBe(22);
  expect((await tagsOf(database, record.id)).get("plan")).toBe("pro");
});
