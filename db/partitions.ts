import { tz } from "@date-fns/tz";
import { addDays, format } from "date-fns";
import { sql } from "drizzle-orm";
import type { Database, Executor } from "./client";
import { LOCKS } from "./locks";
import { rootCause, sqlState } from "./sql-state";

const PARTITIONED = ["facts", "details"] as const;
const DAYS_AHEAD = 3;

/** `2026-11-20`: the UTC day that names the partition a moment lives in. */
export function partitionDay(moment: Date): string {
  return format(moment, "yyyy-MM-dd", { in: tz("UTC") });
}

/** Days that get no partition until somebody puts it right, with what Postgres says about each. */
export type BlockedDays = ReadonlyMap<string, string>;

/** Creates the partitions of yesterday, today and the coming days. */
export async function ensurePartitions(database: Database, now: Date): Promise<BlockedDays> {
  const days: string[] = [];
  for (let ahead = -1; ahead <= DAYS_AHEAD; ahead++) days.push(partitionDay(addDays(now, ahead)));
  return createPartitions(database, days);
}

type Partition = { table: (typeof PARTITIONED)[number]; name: string; day: string };

/**
 * Creates the partitions of the given UTC days (`2026-11-20`) where they are missing, each day in one transaction. Days that
 * are there cost one look at the catalogue; a missing one neither waits for running queries nor holds up new ones.
 */
export async function createPartitions(database: Database, days: string[]): Promise<BlockedDays> {
  const wanted = [...new Set(days)].sort().flatMap(partitionsOf);
  const missing = new Set((await missingOf(database, wanted)).map(({ day }) => day));
  const blocked = new Map<string, string>();
  for (const day of missing) {
    try {
      await createDay(database, day);
    } catch (error) {
      if (!BLOCKING.has(sqlState(error) ?? "")) throw error;
      blocked.set(day, rootCause(error).message);
    }
  }
  return blocked;
}

/**
 * What goes on until somebody acts: the table is there but no partition, being detached (duplicate_table); the day belongs to
 * a partition of another name (invalid_object_definition); the tables are another role's (insufficient_privilege).
 */
const BLOCKING = new Set(["42P07", "42P17", "42501"]);

async function createDay(database: Database, day: string): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCKS.partitions})`);
    // Again: whoever held the lock may have made them.
    for (const partition of await missingOf(transaction, partitionsOf(day)))
      await createPartition(transaction, partition);
  });
}

function partitionsOf(day: string): Partition[] {
  assertDay(day);
  return PARTITIONED.map((table) => ({ table, name: partitionName(table, day), day }));
}

async function missingOf(database: Executor, wanted: Partition[]): Promise<Partition[]> {
  const names = wanted.map(({ name }) => name);
  const rows = await database.execute<{ name: string }>(sql`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent in (${sql.join(
      PARTITIONED.map((table) => sql`${table}::regclass`),
      sql`, `,
    )}) and not inhdetachpending and relname = any(${sql.param(names)}::text[])`);
  const found = new Set(rows.map(({ name }) => name));
  return wanted.filter(({ name }) => !found.has(name));
}

/**
 * Made apart and then attached: `create table ... partition of` locks its parent against every query, and while it waits
 * for a long one all others queue behind it. Attaching finds the table empty and takes over the indexes it has.
 */
async function createPartition(transaction: Executor, { table, name, day }: Partition): Promise<void> {
  const from = `${day}T00:00:00Z`;
  const to = `${partitionDay(addDays(new Date(from), 1))}T00:00:00Z`;
  const [parent, partition] = [sql.identifier(table), sql.identifier(name)];
  await transaction.execute(sql`create table ${partition} (like ${parent} including all)`);
  // Bounds in DDL cannot be parameters; `assertDay` has let only digits and dashes through.
  await transaction.execute(sql`alter table ${parent} attach partition ${partition}
    for values from (${sql.raw(`'${from}'`)}) to (${sql.raw(`'${to}'`)})`);
}

function partitionName(table: string, day: string): string {
  return `${table}_${day.replaceAll("-", "")}`;
}

/** Drops the partitions of all UTC days before the given one; tells which days they were. */
export async function dropPartitionsBefore(database: Database, firstKept: string): Promise<string[]> {
  assertDay(firstKept);
  return database.transaction(async (transaction) => {
    // A drop locks the whole table: rather try again tomorrow than stand in the way of every insert and query.
    await transaction.execute(sql`set local lock_timeout = '3s'`);
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCKS.partitions})`);
    const dropped = new Set<string>();
    for (const table of PARTITIONED) {
      const partitions = await transaction.execute<{ name: string }>(sql`
        select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = ${table}::regclass and relname < ${partitionName(table, firstKept)}
        order by relname`);
      for (const { name } of partitions) {
        await transaction.execute(sql`drop table ${sql.identifier(name)}`);
        dropped.add(name.slice(table.length + 1).replace(/(....)(..)(..)/, "$1-$2-$3"));
      }
    }
    await forgetRollups(transaction, `${firstKept}T00:00:00Z`);
    return [...dropped];
  });
}

/** What is known of hours and days that begin before; a local day that is only cut short is built again. */
async function forgetRollups(transaction: Executor, before: string): Promise<void> {
  await transaction.execute(sql`delete from rollup_built where start < ${before}::timestamptz`);
  await transaction.execute(sql`delete from rollups where start < ${before}::timestamptz`);
  await transaction.execute(sql`delete from rollup_sums where start < ${before}::timestamptz`);
  await transaction.execute(sql`delete from rollup_marks where hour < ${before}::timestamptz`);
}

function assertDay(day: string): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`not a day: ${day}`);
}
