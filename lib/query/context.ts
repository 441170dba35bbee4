import "server-only";
import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Database } from "@/db/client";
import { CallerLeft, endWithCaller } from "./end-with-caller";
import { SharedParameters } from "./shared-parameters";
import { postgresCode, QUERY_CANCELED, TooSlowError } from "./too-slow";

/** What every question is asked with: where, and of which project. `lib/api/access.ts` makes it. */
export type QueryContext = {
  database: Database;
  project: {
    id: number;
    /** IANA name; buckets of time are cut in it. */
    timeZone: string;
  };
  /** Told of every statement before it runs. */
  trace?: (statement: string) => void;
};

const dialect = new PgDialect();

/** A context, or a transaction of its database. */
export type Reader = { database: Pick<Database, "execute">; trace?: QueryContext["trace"] };
/** A snapshot, in which a part may fail without the rest. */
export type SnapshotReader = Reader & { database: Pick<Database, "transaction"> };
export type ProjectReader = Reader & Pick<QueryContext, "project">;

/**
 * The one place where the read side meets Postgres. Numbers wider than a double arrive as text. The statement ends when
 * the browser it is run for leaves. Throws TooSlowError for one that takes longer than the pool allows.
 */
export async function execute<Row extends Record<string, unknown>>({ database, trace }: Reader, statement: SQL) {
  trace?.(dialect.sqlToQuery(statement).sql);
  try {
    return await endWithCaller(async (mark) => database.execute<Row>(new SharedParameters([mark, statement])));
  } catch (error) {
    throw !(error instanceof CallerLeft) && postgresCode(error) === QUERY_CANCELED ? new TooSlowError(error) : error;
  }
}
