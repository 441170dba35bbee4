import { type Database, openDatabase } from "@/db/client";

/** The writer's connections, by what waits for what. */
export type WriterDatabases = {
  /** One, for batches: nothing but batches holds up records. */
  batches: Database;
  /** Partitions, values that are kept for a time only, slots. */
  housekeeping: Database;
  rollups: Database;
  /** Holds the lock that says who builds rollups. */
  rollupLock: Database;
  indexes: Database;
  /** Gives a statement that is under way one second to end. */
  end: () => Promise<void>;
};

const HOUSEKEEPING_POOL = 3;
const STATEMENT_TIMEOUT_MS = 60_000;
/** Longer than a statement takes, and a Postgres that is busy to give it up. */
const SILENCE_MS = 75_000;
/** A large day takes its time. */
const ROLLUP_TIMEOUT_MS = 600_000;
const ROLLUP_SILENCE_MS = 615_000;
const END_SECONDS = 1;

/** `pool`: connections a process may open for one purpose. */
export function openWriterDatabases(url: string, pool: number): WriterDatabases {
  const short = { statementTimeoutMs: STATEMENT_TIMEOUT_MS };
  const bounded = { ...short, silenceMs: SILENCE_MS };
  const long = { statementTimeoutMs: ROLLUP_TIMEOUT_MS, silenceMs: ROLLUP_SILENCE_MS };
  const databases = {
    batches: openDatabase(url, { pool: 1, name: "facet-writer", ...bounded }),
    // Some of its statements give themselves more time, and may be silent for as long.
    housekeeping: openDatabase(url, { pool: Math.min(HOUSEKEEPING_POOL, pool), name: "facet-housekeeping", ...short }),
    rollups: openDatabase(url, { pool: 1, name: "facet-rollups", ...long }),
    rollupLock: openDatabase(url, { pool: 1, name: "facet-rollups-lock", ...bounded }),
    // An index over a large day takes minutes.
    indexes: openDatabase(url, { pool: 1, name: "facet-indexes" }),
  };
  const end = async () => {
    await Promise.all(Object.values(databases).map(({ $client }) => $client.end({ timeout: END_SECONDS })));
  };
  return { ...databases, end };
}
