import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { runBulkEdit } from "@/lib/ingest/bulk-edit";
import { askUndo, openBulkEdit, readBulkEdit } from "@/lib/ingest/bulk-edits";
import { insertRequests } from "@/lib/query/test-data";
import { pagesOf } from "./bulk-selection";
import { progressOf, resumeBulkEdits, workOn } from "./jobs";

const AT = new Date("2026-11-20T12:00:00Z").getTime();
const TO = new Date(AT + 3_600_000).toISOString();

test("what was going on goes on at the next start: exactly what matched, and its undo", async () => {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const context = { database, project: { id, timeZone: "UTC" } };
  const plans = Array.from({ length: 30 }, (_, index): [string, string] => ["plan", index % 3 === 0 ? "pro" : "free"]);
  const ids = await insertRequests(
    database,
    id,
    plans.map((plan, index) => ({ at: new Date(AT + index), properties: [plan] })),
  );
  const countOf = async (value: string) => {
    const [row] = await database.execute<{ count: number }>(sql`select count(*)::int from facts
      where slot_1 = (select code from dictionary where value = ${value}) and project_id = ${id}`);
    return row?.count;
  };
  // What the edit itself takes out of its filter is not missed.
  const byFilter = { filter: "property:plan:free", from: new Date(AT).toISOString(), to: TO };
  const change = { key: "plan", spelling: "plan" };
  const edit = await openBulkEdit(database, id, { ...change, value: "trial" }, { total: 20, selection: byFilter });
  const pages = pagesOf(context, byFilter, 6);
  const broken = runBulkEdit(database, edit, async (after) => {
    if (after !== null) throw new Error("killed");
    return pages(after);
  });
  await expect(broken).rejects.toThrow("killed");
  expect(await countOf("trial")).toBe(6);
  const byIds = { ids: ids.filter((_, index) => index % 9 === 0) };
  const other = await openBulkEdit(database, id, { ...change, value: null }, { total: 4, selection: byIds });

  await resumeBulkEdits(database);
  await Promise.all([workOn(context, edit.id), workOn(context, other.id)]);
  const states = async () => {
    const edits = await Promise.all([edit.id, other.id].map((each) => readBulkEdit(database, id, each)));
    return edits.map((each) => each && [progressOf(each).state, each.done]);
  };
  expect(await states()).toEqual([
    ["done", 20],
    ["done", 4],
  ]);
  expect([await countOf("free"), await countOf("pro")]).toEqual([0, 6]);

  await askUndo(database, id, other.id);
  await askUndo(database, id, edit.id);
  await resumeBulkEdits(database);
  await Promise.all([workOn(context, edit.id), workOn(context, other.id)]);
  expect(await states()).toEqual([
    ["undone", 0],
    ["undone", 0],
  ]);
  expect([await countOf("free"), await countOf("pro")]).toEqual([20, 10]);
});

test("an edit that cannot be done says why, and is not tried again", async () => {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const context = { database, project: { id, timeZone: "UTC" } };
  const change = { key: "plan", spelling: "plan", value: "x" };
  const edit = await openBulkEdit(database, id, change, { total: 1, selection: { nonsense: true } });
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await workOn(context, edit.id);
  expect(log).toHaveBeenCalledTimes(1);
  log.mockRestore();
  const stopped = await readBulkEdit(database, id, edit.id);
  expect(stopped && progressOf(stopped)).toMatchObject({ state: "stopped", error: expect.any(String) });
});
