import { getPriority, setPriority } from "node:os";
import { pino } from "pino";
import { openDatabase } from "@/db/client";
import type { Env } from "@/env";
import { startIndexWorker } from "@/lib/ingest/index-worker";
import { startRollupWorker } from "@/lib/ingest/rollups/worker";
import { startWriter } from "@/lib/ingest/writer";
import { openSpoolOrExplain } from "./open-spool";
import { UserError } from "./user-error";

/** Of housekeeping: partitions, values that are kept for a time only, and slots. */
const POOL = 3;
const STATEMENT_TIMEOUT_MS = 60_000;
/** Longer than a statement takes, and a Postgres that is busy to give it up. */
const SILENCE_MS = 75_000;
/** Where both want the processor, calls under way come before records on their way to Postgres. */
const NICENESS = 5;
/** A large day takes its time. */
const ROLLUP_TIMEOUT_MS = 600_000;
const ROLLUP_SILENCE_MS = 615_000;

/**
 * `facet writer`: moves records from the spool to Postgres and keeps rollups up to date, until SIGTERM or SIGINT; then it
 * drains what is left and ends.
 */
export async function runWriter(env: Env): Promise<void> {
  if (!env.DATABASE_URL)
    throw new UserError("The writer needs DATABASE_URL. `npm start` runs everything, Postgres too.");
  const logger = pino({ name: "writer", level: env.FACET_LOG_LEVEL });
  setPriority(Math.max(getPriority(), NICENESS));
  const database = openDatabase(env.DATABASE_URL, {
    pool: 1,
    name: "facet-writer",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    silenceMs: SILENCE_MS,
  });
  // Some of its statements give themselves more time, and no record waits for them.
  const houseDatabase = openDatabase(env.DATABASE_URL, {
    pool: Math.min(POOL, env.FACET_DATABASE_POOL),
    name: "facet-housekeeping",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  const spool = await openSpoolOrExplain(env, logger);
  const stopped = stopSignal();
  const writer = startWriter({
    database,
    houseDatabase,
    spool,
    logger,
    retentionDays: env.FACET_RETENTION_DAYS,
    search: env.FACET_SEARCH,
    shutdownMs: env.FACET_SHUTDOWN_MS,
  });
  const rollupDatabase = openDatabase(env.DATABASE_URL, {
    pool: 1,
    name: "facet-rollups",
    statementTimeoutMs: ROLLUP_TIMEOUT_MS,
    silenceMs: ROLLUP_SILENCE_MS,
  });
  const lockDatabase = openDatabase(env.DATABASE_URL, {
    pool: 1,
    name: "facet-rollups-lock",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    silenceMs: SILENCE_MS,
  });
  const rollups = startRollupWorker({ database: rollupDatabase, lockDatabase, logger });
  // Without a limit of time: a large day takes minutes.
  const indexDatabase = openDatabase(env.DATABASE_URL, { pool: 1, name: "facet-indexes" });
  const indexes = startIndexWorker({ database: indexDatabase, logger, search: env.FACET_SEARCH_INDEX });
  process.send?.({ type: "ready" });
  logger.debug({ waiting: spool.stats().depth }, "The writer runs.");
  await stopped;
  const rollupsStopped = rollups.stop();
  const indexesStopped = indexes.stop();
  await writer.stop();
  await spool.close();
  await database.$client.end({ timeout: 1 });
  await houseDatabase.$client.end({ timeout: 1 });
  // A day that is still being built is given up: it is built again.
  await rollupDatabase.$client.end({ timeout: 1 });
  await lockDatabase.$client.end({ timeout: 1 });
  await indexDatabase.$client.end({ timeout: 1 });
  await rollupsStopped;
  await indexesStopped;
}

/** Asked twice (Ctrl-C reaches the whole process group, then the supervisor asks as well), once is enough. */
function stopSignal(): Promise<void> {
  return new Promise((done) => {
    process.on("SIGTERM", () => done());
    process.on("SIGINT", () => done());
  });
}
