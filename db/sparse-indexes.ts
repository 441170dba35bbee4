import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { mayBuildIndexes } from "./index-lock";

/** Columns of `details` that few requests have; `details_<column>` in db/schema.ts is the index over those that do. */
const SPARSE = ["error", "feedback"] as const;

type Missing = { partition: string; column: (typeof SPARSE)[number] };

/**
 * Gives the days that were there before these indexes theirs, the newest first, without locking anything against reads or
 * writes; every later day is made with them. Returns the names of the indexes made. `database` as in db/search-index.ts.
 */
export async function buildSparseIndexes(
  database: Database,
  onIndex: (name: string) => boolean = () => true,
): Promise<string[]> {
  const built: string[] = [];
  const missing = await missingIndexes(database);
  if (missing.length === 0 || !(await mayBuildIndexes(database))) return built;
  for (const { partition, column } of missing) {
    const name = `${partition}_${column}`;
    // What was broken off is there, and of no use.
    await database.execute(sql`drop index concurrently if exists ${sql.identifier(name)}`);
    await database.execute(sql`create index concurrently ${sql.identifier(name)} on ${sql.identifier(partition)}
      (project_id, created_at, id) where ${sql.identifier(column)} is not null`);
    built.push(name);
    if (!onIndex(name)) break;
  }
  return built;
}

/** By what an index is over, as Postgres names those of new days itself. */
async function missingIndexes(database: Database): Promise<Missing[]> {
  const columns = sql.join(
    SPARSE.map((column) => sql`(${column})`),
    sql`, `,
  );
  return database.execute<Missing>(sql`
    select part.relname as partition, sparse.name as column
    from pg_inherits join pg_class as part on part.oid = inhrelid cross join (values ${columns}) as sparse (name)
    where inhparent = 'details'::regclass and not exists (
      select from pg_index where indrelid = part.oid and indisvalid
        and pg_get_expr(indpred, indrelid) = '(' || sparse.name || ' IS NOT NULL)')
    order by part.relname desc, sparse.name`);
}
