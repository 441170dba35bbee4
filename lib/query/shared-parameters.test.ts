import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { parseFilter } from "@/lib/filters/filter";
import { execute } from "./context";
import { insertRequests } from "./test-data";
import { volumeOverTime } from "./volume-over-time";

test("a statement with more parameters than Postgres takes sends each value once, under each of its types", async () => {
  const { database } = await createTestDatabase();
  const texts = ["1", "b"];
  const rows = Array.from({ length: 40_000 }, (_, index) => sql`(${texts[index % 2]}::text, ${"1"}::int4)`);
  const [row] = await execute<{ found: string; sum: string }>(
    { database },
    sql`select string_agg(distinct t, ',') as found, sum(n) as sum from (values ${sql.join(rows, sql`, `)}) as given (t, n)`,
  );
  expect(row).toEqual({ found: "1,b", sum: "40000" });
});

test("a long filter on a property without a slot, over eight days in hours", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const at = new Date("2026-11-20T12:00:00Z");
  const properties = Array.from({ length: 17 }, (_, index): [string, string] => [`key-${index}`, "value-7"]);
  await insertRequests(database, projectId, [{ at, properties }, { at }]);
  const values = Array.from({ length: 200 }, (_, index) => `value-${index}`);
  const filter = parseFilter({ field: "property:key-16", op: "is", values });
  const range = { from: new Date("2026-11-13T00:00:00Z"), to: new Date("2026-11-21T00:00:00Z") };
  const context = { database, project: { id: projectId, timeZone: "UTC" } };
  const { series } = await volumeOverTime(context, { by: "status", filter, range });
  expect(series.map(({ value, points }) => [value, points.reduce((sum, each) => sum + each, 0)])).toEqual([["2xx", 1]]);
});
