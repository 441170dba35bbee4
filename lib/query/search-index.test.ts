import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { createPartitions } from "@/db/partitions";
import { keepSearchIndexes } from "@/db/search-index";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import type { Filter } from "@/lib/filters/filter";
import { listRequests } from "./list-requests";
import { resolveFields } from "./resolve-fields";
import { matchingFacts } from "./sql/filter-clause";
import { insertRequests, type TestRequest } from "./test-data";

const NOW = new Date("2026-11-20T12:00:00Z");
const range = { from: new Date("2026-11-18T00:00:00Z"), to: new Date("2026-11-21T00:00:00Z") };
const PIECES = [
  ...[
    "Hello",
    "hello",
    " ",
    "world",
    "\n",
    "你好",
    "世界",
    "今天天气",
    "こんにちは",
    "مرحبا",
    "بالعالم",
    "İstanbul",
    "straße",
  ],
  ...[
    "😀",
    "👩‍👩‍👧",
    "é",
    "e\u0301",
    "100%",
    "a_b",
    "\\d+",
    "'",
    '"',
    "{}",
    "();",
    "=>",
    "npm run",
    "x",
    "ab",
    "-- ",
    "ΣΑΣ",
    "ﬁ",
  ],
];
const said = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));

async function found(database: Database, id: number, filter: Filter): Promise<string[]> {
  const context = { database, project: { id, timeZone: "UTC" } };
  const { rows } = await listRequests(context, { filter, range, order: "newest", limit: 1000, cursor: null });
  return rows.map((row) => row.id);
}

/** A connection that reads by the search indexes wherever it can: on so few rows the planner would rather not. */
async function withoutOtherWays(database: Database, url: string): Promise<Database> {
  await database.execute(sql`drop index details_caller_id`);
  await database.execute(sql`alter table details drop constraint details_project_id_created_at_id_pk`);
  const name = sql.identifier(new URL(url).pathname.slice(1));
  await database.execute(sql`alter database ${name} set enable_seqscan = off`);
  return openDatabase(url, { pool: 2, name: "facet-test" });
}

test("words and phrases of any language find the same requests with the index and without", async () => {
  const { database, url } = await createTestDatabase();
  const id = await createTestProject(database);
  const texts = fc.sample(said, { numRuns: 100, seed: 5 });
  // Some were stored while search was off; some today, which has no index.
  const requests = texts.map((text, index): TestRequest => {
    const at = new Date(range.from.getTime() + index * 2_400_000);
    return index % 5 === 0 ? { at } : { at, searchText: text };
  });
  await insertRequests(database, id, requests);
  const word = fc.oneof(said, fc.constantFrom(...PIECES), fc.constantFrom("hell", "好", "HI", "nobody said this"));
  const anyFilter: fc.Arbitrary<Filter> = fc.record({
    field: fc.constant("text"),
    op: fc.constantFrom("contains", "not_contains"),
    values: fc.array(word, { minLength: 1, maxLength: 2 }),
  });
  const filters = fc.sample(anyFilter, { numRuns: 40, seed: 11 });
  const before: string[][] = [];
  for (const filter of filters) before.push(await found(database, id, filter));
  expect(before.some((ids) => ids.length > 0)).toBe(true);

  const keeper = openDatabase(url, { pool: 1, name: "facet-test" });
  expect(await keepSearchIndexes(keeper, { wanted: true, now: NOW })).toEqual(["2026-11-19", "2026-11-18"]);
  const indexed = await withoutOtherWays(database, url);
  const [filter] = [{ field: "text", op: "contains", values: ["nobody said this"] } satisfies Filter];
  const codes = await resolveFields({ database: indexed, project: { id, timeZone: "UTC" } }, filter);
  const plan = await indexed.execute(
    sql`explain select 1 ${matchingFacts({ projectId: id, ...range, filter, reads: [] }, codes)}`,
  );
  expect(JSON.stringify(plan)).toContain("details_20261118_said");
  expect(JSON.stringify(plan)).toContain("details_20261118_unsaid");
  for (const [index, each] of filters.entries()) expect(await found(indexed, id, each)).toEqual(before[index]);
  await indexed.$client.end();
  await keeper.$client.end();
});

test("a day is indexed once it has ended, anew after being broken off, and given up when nobody wants it", async () => {
  const { database, url } = await createTestDatabase();
  await createPartitions(database, ["2026-11-19", "2026-11-20", "2026-11-21"]);
  const keeper = openDatabase(url, { pool: 1, name: "facet-test" });
  const second = openDatabase(url, { pool: 1, name: "facet-test" });
  const keep = (wanted: boolean, day: string) =>
    keepSearchIndexes(keeper, { wanted, now: new Date(`${day}T12:00:00Z`) });
  expect(await keep(true, "2026-11-20")).toEqual(["2026-11-19"]);
  expect(await keep(true, "2026-11-20")).toEqual([]);
  expect(await keepSearchIndexes(second, { wanted: true, now: new Date("2026-11-22T12:00:00Z") })).toEqual([]);
  await database.execute(
    sql`update pg_index set indisvalid = false where indexrelid = 'details_20261119_said'::regclass`,
  );
  expect(await keep(true, "2026-11-21")).toEqual(["2026-11-20", "2026-11-19"]);
  expect(await keep(false, "2026-11-21")).toEqual(["2026-11-20", "2026-11-19"]);
  expect(await keep(false, "2026-11-21")).toEqual([]);
  await keeper.$client.end();
  await second.$client.end();
});
