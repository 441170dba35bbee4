import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { readExportColumns } from "@/lib/filters/export-columns";
import type { Position } from "@/lib/query/cursor";
import { matchingRequests } from "@/lib/query/matching-requests";
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

test("every request once, newest first; unpriced is empty, a formula is text", async () => {
  const { context, ids } = await openProject(25);
  const choice = chosen("id,cost,property:a%2Cb");
  const pages = matchingRequests(context, { filter: null, range }, 10);
  const lines = (await (await exportResponse(context, pages, { choice, format: "csv" })).text()).split("\r\n");
  expect(lines[0]).toBe('id,cost,"property:a,b"');
  expect(lines.slice(1, -1).map((line) => line.slice(0, 36))).toEqual(ids.toReversed());
  expect(lines[1]).toBe(`${ids[24]},,"'=cmd|"" /C calc"""`);
  expect(lines[2]).toBe(`${ids[23]},0.0015,`);

  const again = matchingRequests(context, { filter: null, range }, 10);
  const all = { choice: chosen("cost,request_body,properties"), format: "jsonl" } as const;
  const objects = (await (await exportResponse(context, again, all)).text()).trimEnd().split("\n");
  expect(objects.map((line) => JSON.parse(line))).toHaveLength(25);
  expect(JSON.parse(objects[0] ?? "")).toEqual({
    cost: null,
    request_body: '{"messages":[]}',
    properties: { "a,b": '=cmd|" /C calc"' },
  });
});

test("a reader who leaves ends the reading; one who waits is waited for", async () => {
  const { context, ids } = await openProject(40);
  let read = 0;
  let ended = false;
  async function* pages(): AsyncGenerator<Position[]> {
    try {
      for (const [index, id] of ids.entries()) {
        read++;
        yield [{ id, createdAt: new Date(MIDNIGHT + index) }];
      }
    } finally {
      ended = true;
    }
  }
  const choice = chosen("id");
  const response = await exportResponse(context, pages(), { choice, format: "jsonl" });
  const reader = response.body?.getReader();
  await reader?.read();
  expect(read).toBeLessThan(6);
  await reader?.cancel();
  expect([ended, read < 8]).toEqual([true, true]);
});

test("an unknown column is refused", () => {
  expect(readExportColumns("id,nonsense")).toBeNull();
});
