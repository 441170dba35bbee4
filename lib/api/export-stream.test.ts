import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { readExportColumns } from "@/lib/filters/export-columns";
import { REQUEST_ORDERS, type RequestOrder } from "@/lib/filters/request-order";
import type { Position } from "@/lib/query/cursor";
import { exportedRequests } from "@/lib/query/exported-requests";
import { listRequests } from "@/lib/query/list-requests";
import { insertRequests } from "@/lib/query/test-data";
import { exportResponse } from "./export-stream";

const MIDNIGHT = new Date("2026-11-20T00:00:00Z").getTime();
const range = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-12-01T00:00:00Z") };

async function openProject(count: number) {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const ids = await insertRequests(
    database,
    id,
    Array.from({ length: count }, (_, index) => ({
      at: new Date(MIDNIGHT + index),
      cost: index % 2 === 0 ? null : 1_500_000,
      properties: index % 3 === 0 ? ([["a,b", '=cmd|" /C calc"']] as [string, string][]) : [],
      requestBody: '{"messages":[]}',
    })),
  );
  return { context: { database, project: { id, timeZone: "UTC" } }, ids };
}

const chosen = (columns: string) => readExportColumns(columns) ?? { columns: [], properties: [] };

async function openTransactions({ database }: { database: Database }): Promise<number | undefined> {
  const [row] = await database.execute<{ count: number }>(sql`select count(*)::int from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`);
  return row?.count;
}

const everything = { filter: null, range, order: "newest", among: null } as const;

test("every request once, newest first; unpriced is empty, a formula is text", async () => {
  const { context, ids } = await openProject(25);
  const choice = chosen("id,cost,property:a%2Cb");
  const response = await exportResponse(context, everything, { choice, format: "csv", page: 10 });
  const lines = (await response.text()).split("\r\n");
  expect(lines[0]).toBe('id,cost,"property:a,b"');
  expect(lines.slice(1, -1).map((line) => line.slice(0, 36))).toEqual(ids.toReversed());
  expect(lines[1]).toBe(`${ids[24]},,"'=cmd|"" /C calc"""`);
  expect(lines[2]).toBe(`${ids[23]},0.0015,`);

  const all = { choice: chosen("cost,request_body,properties"), format: "jsonl" } as const;
  const objects = (await (await exportResponse(context, everything, all)).text()).trimEnd().split("\n");
  expect(objects.map((line) => JSON.parse(line))).toHaveLength(25);
  expect(JSON.parse(objects[0] ?? "")).toEqual({
    cost: null,
    request_body: '{"messages":[]}',
    properties: { "a,b": '=cmd|" /C calc"' },
  });
});

test("in each order of the table, of all or of what is selected", async () => {
  const { context, ids } = await openProject(25);
  const exported = async (order: RequestOrder, among: Position[] | null) => {
    const ask = { choice: chosen("id"), format: "jsonl", page: 4 } as const;
    const text = await (await exportResponse(context, { ...everything, order, among }, ask)).text();
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line).id]));
  };
  const listed = async (order: RequestOrder) => {
    const { rows } = await listRequests(context, { ...everything, order, limit: 100, cursor: null });
    return rows.map(({ id }) => id);
  };
  const some = ids.filter((_, index) => index % 3 === 0);
  const among = some.map((id) => ({ id, createdAt: new Date(MIDNIGHT + ids.indexOf(id)) })).toReversed();
  for (const order of REQUEST_ORDERS) {
    const wanted = await listed(order);
    expect(await exported(order, null)).toEqual(wanted);
    expect(await exported(order, among)).toEqual(wanted.filter((id) => some.includes(id)));
    expect(await exported(order, [])).toEqual([]);
  }
});

test("by cost, what is re-priced meanwhile is neither missed nor doubled, and stands as it was when it began", async () => {
  const { context, ids } = await openProject(30);
  const ask = { choice: chosen("id,cost"), format: "jsonl", page: 5 } as const;
  const response = await exportResponse(context, { ...everything, order: "-cost" }, ask);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader?.read())?.value ?? "";
  await context.database.execute(sql`update facts set cost = 3000000 - coalesce(cost, 0)`);
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) text += next.value;
  const rows: { id: string; cost: number | null }[] = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(rows.map(({ cost }) => cost)).toEqual([...Array(15).fill(0.0015), ...Array(15).fill(null)]);
});

test.each(["newest", "-cost"] as const)(
  "a reader who leaves an export by %s ends the reading, and leaves no transaction",
  async (order) => {
    const { context } = await openProject(40);
    let statements = 0;
    const traced = { ...context, trace: () => void statements++ };
    const ask = { choice: chosen("id"), format: "jsonl", page: 1 } as const;
    const reader = (await exportResponse(traced, { ...everything, order }, ask)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const read = statements;
    expect(await openTransactions(context)).toBe(0);
    // Four statements a page: 40 pages would be many more.
    expect(read).toBeLessThan(30);
    expect(statements).toBe(read);
  },
);

test("a reader who stands still does not keep a snapshot for ever: the file breaks off with an error", async () => {
  const { context } = await openProject(10);
  const rows = exportedRequests(context, { ...everything, order: "cost" }, { bodies: false, page: 1, stalledMs: 1 });
  await rows.next();
  await expect.poll(() => openTransactions(context)).toBe(0);
  await expect(async () => {
    for await (const page of rows) expect(page).toHaveLength(1);
  }).rejects.toThrow("nobody took the next page");
});

test("an unknown column is refused", () => {
  expect(readExportColumns("id,nonsense")).toBeNull();
});
