import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { keepSearchIndexes } from "@/db/search-index";
import { buildSparseIndexes } from "@/db/sparse-indexes";
import { describeError } from "./data-error";
import { pause } from "./pause";

const CHECK_MS = 600_000;

export type IndexWorker = {
  /** Resolves once nothing more is begun; end the pool to break off what is being built. */
  stop: () => Promise<void>;
};

/**
 * Builds the indexes over errors and feedback that older days lack, and the search index of each day once it has ended (or
 * takes all of those away). The pool is of one connection.
 */
export function startIndexWorker(options: {
  database: Database;
  logger: Logger;
  /** Whether there are to be search indexes. */
  search: boolean;
}): IndexWorker {
  const { database, logger, search } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const working = run();

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await build();
      } catch (error) {
        if (!signal.aborted) {
          logger.warn({ reason: describeError(error) }, "Indexes could not be looked after; trying again.");
        }
      }
      await pause(CHECK_MS, signal);
    }
  }

  async function build(): Promise<void> {
    const goesOn = () => !signal.aborted;
    const indexes = await buildSparseIndexes(database, goesOn);
    if (indexes.length > 0) logger.info({ indexes }, "Older days got their indexes over errors and feedback.");
    if (!goesOn()) return;
    const days = await keepSearchIndexes(database, { wanted: search, now: new Date(), onDay: goesOn });
    if (days.length > 0)
      logger.info({ days }, search ? "Days were indexed for search." : "Search indexes were dropped.");
  }

  return {
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}
