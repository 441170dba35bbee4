import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { keepSearchIndexes } from "@/db/search-index";
import { describeError } from "./data-error";

const CHECK_MS = 600_000;

export type SearchIndexWorker = {
  /** Resolves once nothing more is begun; end the pool to break off what is being built. */
  stop: () => Promise<void>;
};

/** Builds the search index of each day once it has ended, or takes all of them away. The pool is of one connection. */
export function startSearchIndexWorker(options: {
  database: Database;
  logger: Logger;
  wanted: boolean;
}): SearchIndexWorker {
  const { database, logger, wanted } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const working = run();

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        const changed = await keepSearchIndexes(database, { wanted, now: new Date(), onDay: () => !signal.aborted });
        if (changed.length > 0) {
          logger.info({ days: changed }, wanted ? "Days were indexed for search." : "Search indexes were dropped.");
        }
      } catch (error) {
        if (!signal.aborted) {
          logger.warn({ reason: describeError(error) }, "The search index could not be looked after; trying again.");
        }
      }
      await sleep(CHECK_MS, undefined, { signal }).catch(() => {});
    }
  }

  return {
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}
