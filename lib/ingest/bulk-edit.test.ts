import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { bulkEditRows } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { openBulkEdit, readBulkEdit, runBulkEdit, undoBulkEdit } from "./bulk-edit";
import { editRequestProperties } from "./edit-properties";
import type { RequestAddress } from "./find-request";
import { buildNow } from "./rollups/rebuild";
import { verifyProject } from "./rollups/verify";
import { testRecord } from "./test-record";
import { openBatchWriter } from "./write-batch";

const NEVER = new AbortController().signal;
const LONG = "y".repeat(2_000);

/** Sixteen properties take the slots; `extra-…` lie beside them. */
async function openProject(count: number) {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const keys = Array.from({ length: 16 }, (_, index) => `k${index}`);
  const values = [["k0", "free"], ["k0", "pro"], ["k0", LONG], ["extra", "one"], ["extra", LONG], []];
  const records = Array.from({ length: count }, (_, index) => {
    const [key, value] = values[index % values.length] ?? [];
    const own = key === undefined || value === undefined ? [] : [{ key, spelling: key, value }];
    const all = keys.map((name) => ({ key: name, spelling: name, value: "x" }));
    return testRecord({
      projectId,
      properties: index === 0 ? [...all, { key: "extra", spelling: "extra", value: "a" }] : own,
    });
  });
  await openBatchWriter(database)(records);
  const addresses = await database.execute<{ id: string; ms: number }>(
    sql`select id, (extract(epoch from created_at) * 1000)::float8 as ms from facts order by created_at desc, id desc`,
  );
  return { database, projectId, addresses: addresses.map(({ id, ms }) => ({ id, createdAt: new Date(ms) })) };
}

async function* pagesOf(addresses: RequestAddress[], size = 7): AsyncGenerator<RequestAddress[]> {
  for (let start = 0; start < addresses.length; start += size) yield addresses.slice(start, start + size);
}

/** Everything an edit may touch, as it is read. */
async function stored(database: Database): Promise<unknown[]> {
  return database.execute(sql`
    select facts.*, extra, (select array_agg(each order by each) from unnest(cut_properties) as each) as cut,
      array(select value from dictionary where dictionary.project_id = facts.project_id and code = slot_1) as slot_text
    from facts join details using (project_id, created_at, id) order by facts.created_at, facts.id`);
}

test.each([
  ["k0", "enterprise"],
  ["k0", null],
  ["k0", "too long"],
  ["extra", "two"],
  ["extra", null],
  ["new-one", "first"],
  ["never-seen", null],
])("%s set to %s on all requests, then undone, leaves no trace; rollups agree both times", async (key, wanted) => {
  const value = wanted === "too long" ? LONG : wanted;
  const { database, projectId, addresses } = await openProject(40);
  const before = await stored(database);
  const edit = await openBulkEdit(database, projectId, { key, spelling: key, value }, addresses.length);
  await runBulkEdit(database, edit, pagesOf(addresses), NEVER);
  expect(await readBulkEdit(database, projectId, edit.id)).toMatchObject({ done: 40, total: 40, error: null });
  const tags = await database.execute<{ value: string | null; requests: number }>(sql`
    select coalesce(extra ->> ${key}, (select value from properties join dictionary on field_id = properties.id
      where key = ${key} and slot = 1 and code = slot_1)) as value, count(*)::int as requests
    from facts join details using (project_id, created_at, id) group by 1`);
  expect(tags).toEqual([{ value: value?.slice(0, 1_024) ?? null, requests: 40 }]);
  const later = new Date(Date.now() + 7_200_000);
  await buildNow(database, later, 1000);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });

  await undoBulkEdit(database, edit);
  expect(await stored(database)).toEqual(before);
  expect(await readBulkEdit(database, projectId, edit.id)).toMatchObject({ done: 0, undoneAt: expect.any(Date) });
  expect(await database.$count(bulkEditRows)).toBe(0);
  const stale = await verifyProject(database, projectId);
  expect(stale.differences).toEqual([]);
  await buildNow(database, later, 1000);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
});

test("stopped in the middle it says so, and what was done can be undone; later edits stay", async () => {
  const { database, projectId, addresses } = await openProject(30);
  const before = await stored(database);
  const edit = await openBulkEdit(database, projectId, { key: "k0", spelling: "k0", value: "z" }, 30);
  const stop = new AbortController();
  async function* pages() {
    yield addresses.slice(0, 10);
    stop.abort();
    yield addresses.slice(10, 20);
  }
  await expect(runBulkEdit(database, edit, pages(), stop.signal)).rejects.toThrow("Stopped");
  const stopped = await readBulkEdit(database, projectId, edit.id);
  expect(stopped).toMatchObject({ done: 10, error: "Stopped before it was done.", finishedAt: null });
  const [first] = addresses;
  await editRequestProperties(
    database,
    projectId,
    first?.id ?? "",
    new Map([["k0", { value: "later", spelling: "k0" }]]),
  );
  await undoBulkEdit(database, edit);
  const after = await stored(database);
  const differing = after.filter((row, index) => JSON.stringify(row) !== JSON.stringify(before[index]));
  expect(differing).toMatchObject([{ id: first?.id, slot_text: ["later"] }]);
});

test("requests of another project are out of reach", async () => {
  const { database, addresses } = await openProject(5);
  const stranger = await createTestProject(database);
  const before = await stored(database);
  const edit = await openBulkEdit(database, stranger, { key: "k0", spelling: "k0", value: "z" }, 5);
  await runBulkEdit(database, edit, pagesOf(addresses), NEVER);
  expect(await stored(database)).toEqual(before);
  expect(await readBulkEdit(database, stranger + 1, edit.id)).toBeNull();
});
