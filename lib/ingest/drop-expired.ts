import { subDays } from "date-fns";
import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { dropPartitionsBefore, partitionDay } from "@/db/partitions";
import { pruneDictionaries } from "./prune-dictionary";
import { openSecondThought } from "./second-thought";

export type RetentionOptions = {
  database: Database;
  logger: Logger;
  retentionDays: number;
  /** Milliseconds on a clock that nobody sets. */
  elapsed?: () => number;
};

/** Drops days past retention, when it is called; where nothing would be left, only after a second thought. */
export function openRetention({
  database,
  logger,
  retentionDays,
  elapsed,
}: RetentionOptions): (now: Date, signal?: AbortSignal) => Promise<void> {
  const isRight = openSecondThought({
    database,
    elapsed,
    onDoubt: ({ before }) =>
      logger.warn(
        { before },
        "Every request is past FACET_RETENTION_DAYS: all go in some hours, if the clock is right.",
      ),
  });
  return async (now, signal) => {
    if (retentionDays === 0) return;
    const firstKept = partitionDay(subDays(now, retentionDays));
    if (!(await isRight({ subject: "requests", before: new Date(`${firstKept}T00:00:00Z`) }, now))) return;
    const days = await dropPartitionsBefore(database, firstKept);
    if (days.length === 0) return;
    const values = await pruneDictionaries(database, signal);
    logger.info({ days, values }, "Days past FACET_RETENTION_DAYS were dropped, and values only they had.");
  };
}
