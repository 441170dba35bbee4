import { gunzipSync } from "node:zlib";
import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { UUID, uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { dropPartitionsBefore } from "@/db/partitions";
import { details, dictionary, facts, properties } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import type { RequestRecord } from "./request-record";
import { idAt, testRecord } from "./test-record";
import { openBatchWriter } from "./write-batch";

const property = (spelling: string, value: string) => ({
  key: spelling.toLowerCase().replaceAll("_", "-"),
  spelling,
  value,
});

const bodyOf = (text: string) => ({
  bytes: Buffer.from(text),
  contentType: "application/json",
  cut: false,
  length: Buffer.byteLength(text),
});

test("everything of a record arrives in its column", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const record = testRecord({
    projectId,
    callerId: "6f0f8f0e-0a5c-4b8e-9d52-3f6f5f0a9a11",
    userId: "ann",
    sessionId: "s-1",
    country: "DE",
    error: 'quo"te \\ {brace}, NULL',
    properties: [property("User_Type", "free"), property("Empty", "")],
    cutProperties: ["user-type", 'od"d'],
    parameters: JSON.parse('{"temperature":0.2,"__proto__":{"a":"b\\u0000"}}'),
    requestBody: bodyOf('{"q":1}'),
    responseBody: { ...bodyOf("x".repeat(50_000)), cut: true, length: 99_999 },
  });
  expect(await openBatchWriter(database)([record])).toEqual([]);
  const [fact] = await database.select().from(facts);
  const [detail] = await database.select().from(details);
  expect(fact).toMatchObject({ projectId, id: record.id, latencyMs: 812, status: 200, outcome: 0, usageSource: 2 });
  expect(fact).toMatchObject({
    createdAt: new Date(record.createdAt),
    inputTokens: 100,
    outputTokens: 20,
    ttftMs: null,
  });
  // gpt-4o-mini: 0.15 and 0.60 dollars per million tokens.
  expect(fact).toMatchObject({ cost: 27_000, costInput: 15_000, costOutput: 12_000, costCacheRead: 0 });
  expect(detail).toMatchObject({
    callerId: record.callerId,
    country: "DE",
    feedback: null,
    error: record.error,
    cutProperties: ["user-type", 'od"d'],
  });
  expect(detail).toMatchObject({ extra: null, requestCut: false, responseCut: true, responseLength: 99_999 });
  expect(JSON.stringify(detail?.parameters)).toBe('{"__proto__":{"a":"b"},"temperature":0.2}');
  expect(gunzipSync(detail?.requestBody ?? "").toString()).toBe('{"q":1}');
  expect(gunzipSync(detail?.responseBody ?? "").toString()).toBe("x".repeat(50_000));
  const words = new Map((await database.select().from(dictionary)).map((row) => [row.value, row.code]));
  expect(fact).toMatchObject({ modelCode: words.get("gpt-4o-mini-2024-07-18"), providerCode: words.get("openai") });
  expect(fact).toMatchObject({ userCode: words.get("ann"), sessionCode: words.get("s-1") });
  expect(fact).toMatchObject({ slot1: words.get("free"), slot2: words.get(""), slot3: 0 });
  const names = await database.select().from(properties).orderBy(properties.slot);
  expect(names.map(({ key, displayName, slot }) => [key, displayName, slot])).toEqual([
    ["user-type", "User Type", 1],
    ["empty", "Empty", 2],
  ]);
});

test("500 properties on one request: sixteen get a slot, the others go to extra, __proto__ among them", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const many = Array.from({ length: 499 }, (_, index) => property(`Key-${index}`, `value ${index}`));
  const all = [...many, { key: "__proto__", spelling: "__proto__", value: "hostile" }];
  expect(await openBatchWriter(database)([testRecord({ projectId, properties: all })])).toEqual([]);
  const [detail] = await database.select({ extra: details.extra }).from(details);
  const extra = new Map(Object.entries(detail?.extra ?? {}));
  expect(extra.size).toBe(484);
  expect(extra.get("__proto__")).toBe("hostile");
  expect(extra.get("key-16")).toBe("value 16");
  const slots = await database.select().from(properties).where(sql`slot is not null`).orderBy(properties.slot);
  expect(slots.map(({ key }) => key)).toEqual(many.slice(0, 16).map(({ key }) => key));
});

test("batches replayed in any split and order, by two writers at once, give each record once", async () => {
  const { database, url } = await createTestDatabase();
  const other = openDatabase(url, { pool: 2, name: "other-writer" });
  const split = fc.array(fc.array(fc.nat(29), { maxLength: 12 }), { minLength: 1, maxLength: 6 });
  const indexes = fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { minLength: 30, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(split, indexes, async (batches, tags) => {
      const projectId = await createTestProject(database);
      const records = tags.map(([feature, plan], index) =>
        testRecord({
          projectId,
          latencyMs: index,
          id: uuidv7(),
          properties: [property("Feature", `f${feature}`), property(`Plan-${plan}`, "yes")],
        }),
      );
      const pick = (list: number[]) => list.flatMap((index) => records[index] ?? []);
      const writers = [openBatchWriter(database), openBatchWriter(other)];
      await Promise.all(writers.flatMap((write) => batches.map((batch) => write(pick(batch)))));
      const wanted = new Map(pick(batches.flat()).map((record) => [record.id, record]));
      const rows = await database.execute<{ id: string; latency_ms: number; value: string }>(sql`
        select facts.id, latency_ms, value from facts join properties on properties.project_id = facts.project_id and key = 'feature'
        join dictionary on dictionary.project_id = facts.project_id and field_id = properties.id
          and code = (array[slot_1,slot_2,slot_3,slot_4,slot_5])[properties.slot]
        where facts.project_id = ${projectId} order by 1`);
      const expected = [...wanted.values()].sort((one, two) => (one.id < two.id ? -1 : 1));
      expect(rows.map((row) => [row.id, row.latency_ms, row.value])).toEqual(
        expected.map((record) => [record.id, record.latencyMs, record.properties[0]?.value]),
      );
      const stored = await database.select({ id: details.id }).from(details).where(eq(details.projectId, projectId));
      expect(stored.length).toBe(wanted.size);
      const words = await database.select().from(dictionary).where(eq(dictionary.projectId, projectId));
      expect(new Set(words.map(({ fieldId, value }) => `${fieldId}:${value}`)).size).toBe(words.length);
    }),
    { numRuns: 6 },
  );
  await other.$client.end();
});

test("poison records are refused by name and the others are written", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const good = Array.from({ length: 20 }, () => testRecord({ projectId }));
  const badCaller = testRecord({ projectId, callerId: "not a uuid" });
  const badTime = testRecord({ projectId, id: UUID.fromFieldsV7(2 ** 48 - 1, 0, 0, 0).toString() });
  const badId = testRecord({ projectId, id: "nonsense" });
  const mixed: RequestRecord[] = [...good];
  mixed.splice(3, 0, badCaller);
  mixed.splice(11, 0, badTime, badId);
  const rejections = await openBatchWriter(database)(mixed);
  expect(new Map(rejections.map(({ id, reason }) => [id, reason]))).toEqual(
    new Map([
      [badCaller.id, expect.stringContaining("uuid")],
      [badTime.id, expect.stringContaining("not a UUIDv7")],
      ["nonsense", expect.stringContaining("not a UUIDv7")],
    ]),
  );
  expect(await database.$count(facts)).toBe(20);
  expect(await database.$count(details)).toBe(20);
});

test("hostile text is cleaned, not refused", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const write = openBatchWriter(database);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
      const hostile = `${text}\0\ud800`;
      const record = testRecord({
        projectId,
        error: hostile,
        provider: hostile,
        userId: hostile,
        path: hostile,
        parameters: { [hostile]: [hostile] },
        requestPreview: "😀".repeat(200) + hostile,
        properties: [{ key: `k${hostile}`.repeat(100), spelling: hostile, value: hostile.repeat(2000) }],
        status: 1e9,
        latencyMs: Number.NaN,
        ttftMs: -5,
        reportedCost: 1e300,
      });
      expect(await write([record])).toEqual([]);
    }),
    { numRuns: 12 },
  );
  const previews = await database.execute<{ length: number }>(sql`select length(request_preview) from details`);
  expect(previews.every(({ length }) => length === 150)).toBe(true);
});

test("records of a day without partition make it, also when it was dropped behind our back", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const write = openBatchWriter(database);
  const late = () =>
    testRecord({
      projectId,
      id: UUID.fromFieldsV7(Date.UTC(2019, 4, 5), 0, 0, Math.floor(Math.random() * 1e9)).toString(),
    });
  expect(await write([late(), testRecord({ projectId })])).toEqual([]);
  expect(await dropPartitionsBefore(database, "2019-06-01")).toEqual(["2019-05-05"]);
  expect(await write([late(), late()])).toEqual([]);
  expect(await database.$count(facts)).toBe(3);
});

test("records of a day whose partition was detached are refused by name; others are written, and these, too, once it is back", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const write = openBatchWriter(database);
  const early = () => testRecord({ projectId, id: idAt(Date.UTC(2019, 4, 5)) });
  expect(await write([early()])).toEqual([]);
  await database.execute(sql`alter table details detach partition details_20190505`);
  const refused = [early(), early()];
  const others = Array.from({ length: 5 }, () => testRecord({ projectId }));
  const reason = expect.stringContaining(
    `2019-05-05 has no partition, and none can be made: relation "details_20190505"`,
  );
  for (const _ of ["found out by inserting", "known by the day"]) {
    expect(await write([...others.slice(0, 2), ...refused, ...others.slice(2)])).toEqual(
      refused.map(({ id }) => ({ id, reason })),
    );
    expect(await database.$count(facts)).toBe(6);
  }
  await database.execute(sql`alter table details attach partition details_20190505
    for values from ('2019-05-05T00:00:00Z') to ('2019-05-06T00:00:00Z')`);
  expect(await write(refused)).toEqual([]);
  expect([await database.$count(facts), await database.$count(details)]).toEqual([8, 8]);
});
