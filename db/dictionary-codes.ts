import { sql } from "drizzle-orm";
import type { Executor } from "./client";

/** `dictionary.code` is an int4 that all projects share, and none is given twice. */
export const MOST_CODES = 2_147_483_647;

/** How many have been given out, those of entries that are gone included. Beyond MOST_CODES new values cannot be stored. */
export async function countGivenCodes(database: Executor): Promise<number> {
  const [row] = await database.execute<{ given: number | null }>(sql`
    select pg_sequence_last_value(pg_get_serial_sequence('dictionary', 'code')::regclass)::float8 as given`);
  return row?.given ?? 0;
}
