import type { Database } from "@/db/client";

/** Bytes by what they hold. */
export type Disk = Record<string, number>;

/** What the dataset takes in Postgres: tables without their indexes, and the indexes, partitions added up. */
export async function measureDisk(database: Database): Promise<Disk> {
  const rows = await database.$client<{ what: string; bytes: string }[]>`
    with tables as (
      select c.oid, coalesce(parent.relname, c.relname) as name from pg_class c
      left join pg_inherits i on i.inhrelid = c.oid left join pg_class parent on parent.oid = i.inhparent
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace)
    select name as what, sum(pg_table_size(oid)) as bytes from tables group by 1
    union all select name || ', indexes', sum(pg_indexes_size(oid)) from tables group by 1 order by 2 desc`;
  return Object.fromEntries(rows.map(({ what, bytes }) => [what, Number(bytes)]));
}
