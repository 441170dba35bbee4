import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { answeringSockets } from "./answering-socket";
import { ARRAY_TYPES } from "./array-types";
import { withoutRollbackOnLoss } from "./lost-connection";

export type Database = PostgresJsDatabase & { $client: postgres.Sql };

/** A database or a transaction of it, as far as SQL is run. */
export type Executor = Pick<Database, "execute">;

export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

export type DatabaseOptions = {
  /** Connections this process may open. */
  pool: number;
  /** Shown in pg_stat_activity: `facet-writer`. */
  name: string;
  /** Milliseconds after which Postgres gives up on one statement; 0: never. */
  statementTimeoutMs?: number;
  /**
   * Milliseconds that Postgres may leave a statement without an answer before its connection counts as lost: more than any
   * statement of this pool takes, those included that give themselves more time. 0: as long as TCP goes on trying.
   */
  silenceMs?: number;
};

/** Opens a lazily connecting pool. End it with `database.$client.end()`. */
export function openDatabase(url: string, options: DatabaseOptions): Database {
  const { statementTimeoutMs = 0, silenceMs = 0 } = options;
  const client = postgres(url, {
    ...(silenceMs === 0 ? {} : { socket: answeringSockets(silenceMs) }),
    max: options.pool,
    connect_timeout: 5,
    onnotice: () => {},
    fetch_types: false,
    types: ARRAY_TYPES,
    connection: {
      application_name: options.name,
      statement_timeout: statementTimeoutMs,
      // Measured for the scans behind the pages: compiling costs more than it gains (design.md section 3).
      jit: false,
      TimeZone: "UTC",
    },
  });
  return drizzle(withoutRollbackOnLoss(client));
}
