import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { NEW_REQUESTS, newRequestPayloads, readNewRequests } from "@/db/new-requests";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { arrivedRequests } from "./arrived-requests";
import { insertRequests } from "./test-data";
import { watchRequests } from "./watch-requests";

const AT = new Date("2026-11-20T12:00:00Z");
const after = (milliseconds: number) => new Date(AT.getTime() + milliseconds);

test("of the requests named, those that match and are not too old are read, newest first", async () => {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const context = { database, project: { id, timeZone: "UTC" } };
  const ids = await insertRequests(database, id, [
    { at: after(-1), user: "ann" },
    { at: after(0), user: "ann", properties: [["plan", "pro"]] },
    { at: after(5), user: "bob" },
    { at: after(86_400_000), user: "ann" },
    { at: after(90_000_000), user: "ann" },
  ]);
  const [, second, , fourth, unasked] = ids;
  const asked = [...ids.filter((each) => each !== unasked), "no-id"];
  const rows = await arrivedRequests(context, { filter: parseFilterText("user:ann"), from: AT, ids: asked });
  expect(rows.map((row) => row.id)).toEqual([fourth, second]);
  expect(rows[1]?.properties).toEqual([{ key: "plan", value: "pro" }]);
  const stranger = { database, project: { id: id + 1, timeZone: "UTC" } };
  expect(await arrivedRequests(stranger, { filter: null, from: AT, ids })).toEqual([]);
});

test("payloads name every request once, of one project each, and fit Postgres", () => {
  const rows = Array.from({ length: 1_001 }, (_, index) => ({
    projectId: index % 2,
    id: `${String(index).padStart(8, "0")}-0000-7000-8000-000000000000`,
  }));
  const payloads = newRequestPayloads(rows);
  expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThan(8_000);
  const read = payloads.map(readNewRequests).flatMap(({ projectId, ids }) => ids.map((id) => ({ projectId, id })));
  expect(new Set(read.map(({ projectId, id }) => `${projectId} ${id}`))).toEqual(
    new Set(rows.map(({ projectId, id }) => `${projectId} ${id}`)),
  );
  expect(read).toHaveLength(rows.length);
});

test("watchers hear of their project only, over one connection, which ends with the last of them", async () => {
  const { database } = await createTestDatabase();
  const heard: Record<"a" | "b", string[]> = { a: [], b: [] };
  const watch = (name: "a" | "b", projectId: number) =>
    watchRequests(database, { projectId, onStored: (ids) => heard[name].push(...ids), onGap: () => undefined });
  const [leaveA, leaveB] = await Promise.all([watch("a", 1), watch("b", 2)]);
  const notify = (payload: string) => database.execute(sql`select pg_notify(${NEW_REQUESTS}, ${payload})`);
  await notify("1 x y");
  await notify("2 z");
  await expect.poll(() => heard).toEqual({ a: ["x", "y"], b: ["z"] });
  leaveA();
  await notify("1 late");
  await notify("2 more");
  await expect.poll(() => heard).toEqual({ a: ["x", "y"], b: ["z", "more"] });
  leaveB();
  const again = await watch("a", 1);
  await notify("1 again");
  await expect.poll(() => heard.a).toEqual(["x", "y", "again"]);
  again();
});
