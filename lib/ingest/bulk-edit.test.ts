import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { bulkEditRows } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { type NextPage, runBulkEdit, undoBulkEdit } from "./bulk-edit";
import { askUndo, dismissBulkEdit, dueBulkEdits, offeredBulkEdit, openBulkEdit, readBulkEdit } from "./bulk-edits";
import { editRequestProperties } from "./edit-properties";
import type { RequestAddress } from "./find-request";
import { buildNow } from "./rollups/rebuild";
import { verifyProject } from "./rollups/verify";
import { testRecord } from "./test-record";
import { openBatchWriter } from "./write-batch";

const LONG = "y".repeat(2_000);
const ALL = { total: 40, selection: null };

/** Sixteen properties take the slots; `extra-…` lie beside them. */
async function openProject(count: number) {
  const { database, url } = await createTestDatabase();
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
  return { database, url, projectId, addresses: addresses.map(({ id, ms }) => ({ id, createdAt: new Date(ms) })) };
}

function pagesOf(addresses: RequestAddress[], size = 7): NextPage {
  return async (after) => {
    const start = addresses.findIndex(({ id }) => id === after?.id) + 1;
    return addresses.slice(start, start + size);
  };
}

async function waitingFor(database: Database): Promise<number | undefined> {
  const [row] = await database.execute<{ count: number }>(sql`select count(*)::int from pg_stat_activity
    where datname = current_database() and application_name = 'facet-bulk-edit' and wait_event_type = 'Lock'`);
  return row?.count;
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
  const edit = await openBulkEdit(database, projectId, { key, spelling: key, value }, ALL);
  await runBulkEdit(database, edit, pagesOf(addresses));
  expect(await readBulkEdit(database, projectId, edit.id)).toMatchObject({ done: 40, total: 40, error: null });
  const tags = await database.execute<{ value: string | null; requests: number }>(sql`
    select coalesce(extra ->> ${key}, (select value from properties join dictionary on field_id = properties.id
      where key = ${key} and slot = 1 and code = slot_1)) as value, count(*)::int as requests
    from facts join details using (project_id, created_at, id) group by 1`);
  expect(tags).toEqual([{ value: value?.slice(0, 1_024) ?? null, requests: 40 }]);
  const later = new Date(Date.now() + 7_200_000);
  await buildNow(database, later, 1000);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });

  await askUndo(database, projectId, edit.id);
  await undoBulkEdit(database, edit, 9);
  expect(await stored(database)).toEqual(before);
  expect(await readBulkEdit(database, projectId, edit.id)).toMatchObject({ done: 0, undoneAt: expect.any(Date) });
  expect(await database.$count(bulkEditRows)).toBe(0);
  const stale = await verifyProject(database, projectId);
  expect(stale.differences).toEqual([]);
  await buildNow(database, later, 1000);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
});

test("what is merged into a property is removed with it, from a slot and from details, and each comes back as it was", async () => {
  const { database, projectId, addresses } = await openProject(40);
  const before = await stored(database);
  const removal = { key: "k0", also: ["extra", "never-seen"], spelling: "k0", value: null };
  const edit = await openBulkEdit(database, projectId, removal, ALL);
  await runBulkEdit(database, edit, pagesOf(addresses));
  expect(await readBulkEdit(database, projectId, edit.id)).toMatchObject({ done: 40, finishedAt: expect.any(Date) });
  const left = await database.execute(sql`select 1 from facts join details using (project_id, created_at, id)
    where slot_1 <> 0 or extra ? 'extra' or 'k0' = any(cut_properties) or 'extra' = any(cut_properties)`);
  expect(left).toHaveLength(0);
  await askUndo(database, projectId, edit.id);
  await undoBulkEdit(database, edit, 7);
  expect(await stored(database)).toEqual(before);
});

test("broken off in the middle it goes on from there; taken back in the middle, it is taken back; later edits stay", async () => {
  const { database, projectId, addresses } = await openProject(30);
  const before = await stored(database);
  const edit = await openBulkEdit(database, projectId, { key: "k0", spelling: "k0", value: "z" }, ALL);
  const pages = pagesOf(addresses);
  const breaking: NextPage = async (after) => {
    if (after?.id === addresses[13]?.id) throw new Error("out of order");
    return pages(after);
  };
  await expect(runBulkEdit(database, edit, breaking)).rejects.toThrow("out of order");
  expect(await dueBulkEdits(database, projectId)).toMatchObject([{ id: edit.id, done: 14, finishedAt: null }]);
  const asked: (string | undefined)[] = [];
  const undone: NextPage = async (after) => {
    asked.push(after?.id);
    if (asked.length === 2) await askUndo(database, projectId, edit.id);
    return pages(after);
  };
  await runBulkEdit(database, edit, undone);
  expect(asked).toEqual([addresses[13]?.id, addresses[20]?.id]);
  expect(await offeredBulkEdit(database, projectId)).toMatchObject({ done: 21, undoAskedAt: expect.any(Date) });
  const [first] = addresses;
  const later = new Map([["k0", { value: "later", spelling: "k0" }]]);
  await editRequestProperties(database, projectId, first?.id ?? "", later);
  await undoBulkEdit(database, edit, 8);
  const differing = (await stored(database)).filter((row, at) => JSON.stringify(row) !== JSON.stringify(before[at]));
  expect(differing).toMatchObject([{ id: first?.id, slot_text: ["later"] }]);
  expect(await offeredBulkEdit(database, projectId)).toBeNull();
});

test("two processes at one edit share it: each request once", async () => {
  const { database, projectId, addresses } = await openProject(40);
  const before = await stored(database);
  const edit = await openBulkEdit(database, projectId, { key: "k0", spelling: "k0", value: "z" }, ALL);
  const both = () => runBulkEdit(database, edit, pagesOf(addresses, 3));
  await Promise.all([both(), both()]);
  expect(await readBulkEdit(database, projectId, edit.id)).toMatchObject({ done: 40, finishedAt: expect.any(Date) });
  await askUndo(database, projectId, edit.id);
  await Promise.all([undoBulkEdit(database, edit, 3), undoBulkEdit(database, edit, 3)]);
  expect(await stored(database)).toEqual(before);
});

test("killed again and again, the edit and then its undo come to the same end as undisturbed", async () => {
  const { database, url, projectId, addresses } = await openProject(40);
  const before = await stored(database);
  const edit = await openBulkEdit(database, projectId, { key: "k0", spelling: "k0", value: "z" }, ALL);
  /** Kills a process that works at the edit, in the middle of the transaction with this request. */
  const killAt = (place: number) =>
    database.transaction(async (transaction) => {
      await transaction.execute(sql`select from facts where id = ${addresses[place]?.id} for update`);
      const script = join(import.meta.dirname, "bulk-edit.fixture.ts");
      const args = ["--import", "tsx", script, url, String(projectId), String(edit.id)];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
      await expect.poll(() => waitingFor(database), { timeout: 60_000 }).toBe(1);
      child.kill("SIGKILL");
      await once(child, "close");
    });
  await killAt(7);
  expect(await readBulkEdit(database, projectId, edit.id)).toMatchObject({ done: 6, finishedAt: null, error: null });
  expect(await database.$count(bulkEditRows)).toBe(6);
  await killAt(20);
  expect(await readBulkEdit(database, projectId, edit.id)).toMatchObject({ done: 20 });
  await runBulkEdit(database, edit, pagesOf(addresses));
  expect(await readBulkEdit(database, projectId, edit.id)).toMatchObject({ done: 40, total: 40 });
  expect(await database.$count(bulkEditRows)).toBe(40);

  expect(await offeredBulkEdit(database, projectId)).toMatchObject({ id: edit.id });
  await dismissBulkEdit(database, projectId, edit.id);
  expect(await offeredBulkEdit(database, projectId)).toBeNull();
  await askUndo(database, projectId, edit.id);
  await killAt(25);
  expect(await readBulkEdit(database, projectId, edit.id)).toMatchObject({ undoneAt: null, done: 26 });
  await undoBulkEdit(database, edit);
  expect(await stored(database)).toEqual(before);
  await buildNow(database, new Date(Date.now() + 7_200_000), 1000);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
});

test("requests of another project are out of reach", async () => {
  const { database, addresses } = await openProject(5);
  const stranger = await createTestProject(database);
  const before = await stored(database);
  const edit = await openBulkEdit(database, stranger, { key: "k0", spelling: "k0", value: "z" }, ALL);
  await runBulkEdit(database, edit, pagesOf(addresses));
  expect(await stored(database)).toEqual(before);
  expect(await readBulkEdit(database, stranger + 1, edit.id)).toBeNull();
});
