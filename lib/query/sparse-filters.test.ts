import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { countRequests } from "./count-requests";
import { resolveFields } from "./resolve-fields";
import { matchingFacts } from "./sql/filter-clause";
import { insertRequests } from "./test-data";

const DAYS = [18, 19, 20].map((day) => Date.UTC(2026, 10, day));
const range = { from: new Date(DAYS[0] ?? 0), to: new Date(Date.UTC(2026, 10, 21)) };

test("the few requests with an error or feedback are found by an index, on every day", async () => {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const context = { database, project: { id, timeZone: "UTC" } };
  const requests = DAYS.flatMap((day) =>
    Array.from({ length: 300 }, (_, index) => ({
      at: new Date(day + index * 1000),
      error: index % 75 === 0 ? "rate limit reached" : null,
      feedback: index % 60 === 0 ? index % 120 === 0 : null,
    })),
  );
  await insertRequests(database, id, requests);
  await database.execute(sql`analyze facts, details`);
  const wanted: [string, number][] = [
    ["error:*", 12],
    ['error:*"rate limit"*', 12],
    ['error:"rate limit reached"', 12],
    ["-error:other", 12],
    ["feedback:*", 15],
    ["feedback:good", 9],
    ["-feedback:good", 6],
  ];
  for (const [text, count] of wanted) {
    const filter = parseFilterText(text);
    expect(await countRequests(context, { filter, range, exact: true })).toEqual({ count, capped: false });
    const codes = await resolveFields(context, filter);
    const matching = matchingFacts({ projectId: id, ...range, filter, reads: [] }, codes);
    const plan = JSON.stringify(await database.execute(sql`explain select count(*) ${matching}`));
    for (const name of await indexesOver(database, text.includes("error") ? "error" : "feedback")) {
      expect(plan).toContain(` ${name} on details_`);
    }
  }
});

async function indexesOver(database: Database, column: string): Promise<string[]> {
  const rows = await database.execute<{ name: string }>(sql`select indexrelid::regclass::text as name from pg_index
    where indrelid::regclass::text like 'details_202611__' and pg_get_expr(indpred, indrelid) = ${`(${column} IS NOT NULL)`}
      and indrelid::regclass::text between 'details_20261118' and 'details_20261120'`);
  expect(rows).toHaveLength(DAYS.length);
  return rows.map(({ name }) => name);
}
