import { sql } from "drizzle-orm";
import type { Executor } from "./client";

/** Bytes by what they hold. */
export type DiskUse = Record<string, number>;

/** What is stored, in bytes, the largest first: tables without their indexes, and the indexes; partitions added up. */
export async function measureDiskUse(database: Executor): Promise<DiskUse> {
  const rows = await database.execute<{ what: string; bytes: string }>(sql`
    with tables as (
      select c.oid, coalesce(parent.relname, c.relname) as name from pg_class c
      left join pg_inherits i on i.inhrelid = c.oid left join pg_class parent on parent.oid = i.inhparent
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace)
    select name as what, sum(pg_table_size(oid)) as bytes from tables group by 1
    union all select name || ', indexes', sum(pg_indexes_size(oid)) from tables group by 1 order by 2 desc`);
  return Object.fromEntries(rows.map(({ what, bytes }) => [what, Number(bytes)]));
}
