import { getPriority, setPriority } from "node:os";
import { pino } from "pino";
import type { Env } from "@/env";
import { startIndexWorker } from "@/lib/ingest/index-worker";
import { startRollupWorker } from "@/lib/ingest/rollups/worker";
import { startWriter } from "@/lib/ingest/writer";
import { openSpoolOrExplain } from "./open-spool";
import { UserError } from "./user-error";
import { openWriterDatabases } from "./writer-databases";

/** Where both want the processor, calls under way come before records on their way to Postgres. */
const NICENESS = 5;

/**
 * `facet writer`: moves records from the spool to Postgres and keeps rollups up to date, until SIGTERM or SIGINT; then it
 * drains what is left and ends.
 */
export async function runWriter(env: Env): Promise<void> {
  if (!env.DATABASE_URL)
    throw new UserError("The writer needs DATABASE_URL. `npm start` runs everything, Postgres too.");
  const logger = pino({ name: "writer", level: env.FACET_LOG_LEVEL });
  setPriority(Math.max(getPriority(), NICENESS));
  const databases = openWriterDatabases(env.DATABASE_URL, env.FACET_DATABASE_POOL);
  const spool = await openSpoolOrExplain(env, logger);
  const stopped = stopSignal();
  const writer = startWriter({
    database: databases.batches,
    houseDatabase: databases.housekeeping,
    spool,
    logger,
    retentionDays: env.FACET_RETENTION_DAYS,
    search: env.FACET_SEARCH,
    shutdownMs: env.FACET_SHUTDOWN_MS,
  });
  const rollups = startRollupWorker({ database: databases.rollups, lockDatabase: databases.rollupLock, logger });
  const indexes = startIndexWorker({ database: databases.indexes, logger, search: env.FACET_SEARCH_INDEX });
  process.send?.({ type: "ready" });
  logger.debug({ waiting: spool.stats().depth }, "The writer runs.");
  await stopped;
  const rollupsStopped = rollups.stop();
  const indexesStopped = indexes.stop();
  await writer.stop();
  await spool.close();
  // A day or an index that is still being built is given up: it is built again.
  await databases.end();
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
