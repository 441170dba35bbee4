import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { mayBuildIndexes } from "./index-lock";
import { partitionDay } from "./partitions";

type IndexState = { day: string; valid: boolean; any: boolean };

export type KeepSearchIndexes = {
  /** False: those that are there are dropped. */
  wanted: boolean;
  now: Date;
  /** Called after each day; false stops before the next one. */
  onDay?: (day: string) => boolean;
};

/**
 * Gives every day that has ended an index over what was said in it, the newest day first, or takes them all away. The
 * running day has none, so that inserts cost nothing more. Nothing is locked against reads or writes meanwhile; what was
 * broken off is begun anew. Returns the days that were changed; none when another process is at it.
 *
 * `database` must be a pool of one connection that is used for nothing else: it holds the lock.
 */
export async function keepSearchIndexes(database: Database, options: KeepSearchIndexes): Promise<string[]> {
  if (!(await mayBuildIndexes(database))) return [];
  const today = partitionDay(options.now);
  const days = (await readStates(database)).filter((state) => isDue(state, options.wanted, today));
  if (options.wanted && days.length > 0) await database.execute(sql`create extension if not exists pg_trgm`);
  const changed: string[] = [];
  for (const { day } of days.toSorted((one, other) => (one.day < other.day ? 1 : -1))) {
    await dropDay(database, day);
    if (options.wanted) await buildDay(database, day);
    changed.push(day);
    if (options.onDay?.(day) === false) break;
  }
  return changed;
}

function isDue({ day, valid, any }: IndexState, wanted: boolean, today: string): boolean {
  return wanted ? !valid && day < today : any;
}

/** Of each day's partition, whether it has both indexes, whole. */
async function readStates(database: Database): Promise<IndexState[]> {
  const rows = await database.execute<{ name: string; valid: number; indexes: number }>(sql`
    select part.relname as name, count(*) filter (where pg_index.indisvalid)::int as valid, count(indexed.oid)::int as indexes
    from pg_inherits join pg_class as part on part.oid = inhrelid
    left join (pg_index join pg_class as indexed on indexed.oid = indexrelid)
      on indrelid = part.oid and indexed.relname in (part.relname || '_said', part.relname || '_unsaid')
    where inhparent = 'details'::regclass group by part.relname`);
  return rows.map(({ name, valid, indexes }) => ({
    day: name.slice("details_".length).replace(/(....)(..)(..)/, "$1-$2-$3"),
    valid: valid === 2,
    any: indexes > 0,
  }));
}

async function buildDay(database: Database, day: string): Promise<void> {
  const { table, said, unsaid } = namesOf(day);
  await database.execute(
    sql`create index concurrently ${sql.identifier(said)} on ${sql.identifier(table)} using gin (search_text gin_trgm_ops)`,
  );
  // What was stored while search was off is read one by one; without this, all of the day would be.
  await database.execute(
    sql`create index concurrently ${sql.identifier(unsaid)} on ${sql.identifier(table)} (project_id, created_at, id)
      where search_text is null`,
  );
}

async function dropDay(database: Database, day: string): Promise<void> {
  const { said, unsaid } = namesOf(day);
  for (const name of [said, unsaid]) {
    await database.execute(sql`drop index concurrently if exists ${sql.identifier(name)}`);
  }
}

function namesOf(day: string): { table: string; said: string; unsaid: string } {
  const table = `details_${day.replaceAll("-", "")}`;
  return { table, said: `${table}_said`, unsaid: `${table}_unsaid` };
}
