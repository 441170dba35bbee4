import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { createPartitions, dropPartitionsBefore, ensurePartitions, partitionDay } from "./partitions";
import { createTestDatabase } from "./test-database";

test("the day of a partition is the UTC day", () => {
  expect(partitionDay(new Date("2026-11-20T23:59:59.999Z"))).toBe("2026-11-20");
  expect(partitionDay(new Date("2026-11-21T00:00:00.000Z"))).toBe("2026-11-21");
});

test("partitions are made ahead, and again without harm", async () => {
  const { database } = await createTestDatabase();
  const now = new Date("2031-02-27T12:00:00Z");
  await Promise.all([ensurePartitions(database, now), ensurePartitions(database, now)]);
  const rows = await database.execute<{ name: string }>(
    sql`select relname as name from pg_class where relname ~ '^(facts|details)_2031[0-9]{4}$' order by 1`,
  );
  const days = ["20310226", "20310227", "20310228", "20310301", "20310302"];
  expect(rows.map((row) => row.name)).toEqual([
    ...days.map((day) => `details_${day}`),
    ...days.map((day) => `facts_${day}`),
  ]);
});

test("a partition is made while a query runs; when all are there nothing is locked", async () => {
  const { database } = await createTestDatabase();
  await database.transaction(async (reading) => {
    await reading.execute(sql`select count(*) from facts, details`);
    await createPartitions(database, ["2001-01-01"]);
    await reading.execute(sql`lock table facts, details in access exclusive mode`);
    await createPartitions(database, ["2001-01-01"]);
  });
});

test("a partition has the indexes, the key and the bounds of its parent", async () => {
  const { database } = await createTestDatabase();
  await createPartitions(database, ["2001-01-01"]);
  for (const parent of ["facts", "details"]) {
    const partition = `${parent}_20010101`;
    const [missing] = await database.execute(sql`
      select count(*)::int as indexes from pg_index where indrelid = ${parent}::regclass and not exists (
        select from pg_inherits join pg_index as own on own.indexrelid = inhrelid
        where inhparent = pg_index.indexrelid and own.indrelid = ${partition}::regclass and own.indisvalid
          and own.indisprimary = pg_index.indisprimary)`);
    expect(missing).toEqual({ indexes: 0 });
    const [own] = await database.execute(sql`
      select pg_get_expr(relpartbound, oid) as bounds, (
        select count(*)::int from pg_index where indrelid = pg_class.oid) as indexes, (
        select count(*)::int from pg_index where indrelid = ${parent}::regclass) as of_parent
      from pg_class where oid = ${partition}::regclass`);
    // No more than its parent's: `like ... including all` brings copies, and attaching must take over those.
    expect(own?.indexes).toBe(own?.of_parent);
    expect(own?.bounds).toBe("FOR VALUES FROM ('2001-01-01 00:00:00+00') TO ('2001-01-02 00:00:00+00')");
  }
});

test("a day that is not one is refused before it reaches SQL", async () => {
  const { database } = await createTestDatabase();
  await expect(createPartitions(database, ["2026-01-01'); drop table facts; --"])).rejects.toThrow(RangeError);
});

test("partitions before a day are dropped, the day itself stays", async () => {
  const { database } = await createTestDatabase();
  await createPartitions(database, ["2001-01-01", "2001-01-31", "2001-02-01"]);
  expect(await dropPartitionsBefore(database, "2001-02-01")).toEqual(["2001-01-01", "2001-01-31"]);
  expect(await dropPartitionsBefore(database, "2001-02-01")).toEqual([]);
  const rows = await database.execute(
    sql`select relname from pg_class where relname ~ '^(facts|details)_2001' and relkind = 'r'`,
  );
  expect(rows.map(({ relname }) => relname).sort()).toEqual(["details_20010201", "facts_20010201"]);
});
