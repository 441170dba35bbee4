import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { holdsForLife, LOCKS } from "@/db/locks";
import { pause } from "@/lib/ingest/pause";
import { buildDue } from "./build-due";

const IDLE_MS = 2000;
const RETRY_MS = 10_000;
const PATIENCE = { quietMs: 5000, longestMs: 60_000 };
const CELLS_PER_TURN = 24;
/** A project in which nothing was missing is searched again after this long: hours end, properties appear. */
const SEARCH_AGAIN_MS = 30_000;
/** After each cell the machine is left to others for half as long as it took, within these bounds. */
const REST = { share: 0.5, leastMs: 2, mostMs: 1000 };

export type RollupWorkerOptions = {
  /** Reads facts and builds cells. */
  database: Database;
  /**
   * A pool of one connection, used for nothing else: it holds the lock that says who works. Not a reserved connection of
   * `database`: when Postgres goes away, postgres.js writes the unlocking to a socket that is gone, which ends the process.
   */
  lockDatabase: Database;
  logger: Logger;
};

export type RollupWorker = {
  /** Resolves when the cell being built is done. */
  stop: () => Promise<void>;
};

/** Keeps rollups up to date with facts. Any number of processes may start one: one of them works, the others stand by. */
export function startRollupWorker({ database, lockDatabase, logger }: RollupWorkerOptions): RollupWorker {
  const stopping = new AbortController();
  const completeSince = new Map<number, number>();
  const working = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const built = await turn();
      if (built > 0) logger.debug({ built }, "Rollups were built.");
      else await pause(IDLE_MS, stopping.signal);
    }
  }

  async function turn(): Promise<number> {
    try {
      if (!(await holdsForLife(lockDatabase, LOCKS.rollupWorker))) return 0;
      return await buildDue(database, {
        now: new Date(),
        patience: PATIENCE,
        atMost: CELLS_PER_TURN,
        complete: recently(completeSince),
        onComplete: (projectId) => completeSince.set(projectId, performance.now()),
        onBuilt: async (_cell, elapsedMs) => {
          await pause(restAfter(elapsedMs), stopping.signal);
          return !stopping.signal.aborted;
        },
      });
    } catch (error) {
      if (!stopping.signal.aborted) logger.warn({ err: error }, "Rollups could not be built; trying again.");
      await pause(RETRY_MS, stopping.signal);
      return 0;
    }
  }

  return {
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}

function recently(since: ReadonlyMap<number, number>): Set<number> {
  const from = performance.now() - SEARCH_AGAIN_MS;
  return new Set([...since].filter(([, moment]) => moment > from).map(([projectId]) => projectId));
}

function restAfter(elapsedMs: number): number {
  return Math.min(Math.max(elapsedMs * REST.share, REST.leastMs), REST.mostMs);
}
