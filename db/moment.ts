import { type SQL, sql } from "drizzle-orm";

/** A date as a parameter of SQL: postgres.js would have to ask for its type. */
export function moment(date: Date): SQL {
  return sql`${date.toISOString()}::timestamptz`;
}
