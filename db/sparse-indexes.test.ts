import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDatabase } from "./client";
import { createPartitions } from "./partitions";
import { buildSparseIndexes } from "./sparse-indexes";
import { createTestDatabase } from "./test-database";

const overErrors = (day: string) => sql`select indexrelid::regclass::text as name, indisvalid as valid from pg_index
  where indrelid = ${`details_${day}`}::regclass and pg_get_expr(indpred, indrelid) = '(error IS NOT NULL)'`;

test("days from before the indexes get them, one that was broken off anew; new days are made with them", async () => {
  const { database, url } = await createTestDatabase();
  await createPartitions(database, ["2026-11-01", "2026-11-02"]);
  expect(await database.execute(overErrors("20261101"))).toHaveLength(1);
  // As it was before the migration, and an index that was broken off.
  await database.execute(sql`drop index details_error`);
  await database.execute(sql`create index details_20261101_error on details_20261101 (project_id)`);
  expect(await database.execute(overErrors("20261101"))).toEqual([]);
  const worker = openDatabase(url, { pool: 1, name: "facet-test-indexes" });
  const built = await buildSparseIndexes(worker);
  expect(built).toContain("details_20261101_error");
  expect(await buildSparseIndexes(worker)).toEqual([]);
  await worker.$client.end();
  expect(await database.execute(overErrors("20261101"))).toMatchObject([{ valid: true }]);
});
