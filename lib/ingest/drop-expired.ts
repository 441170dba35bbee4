import { subDays } from "date-fns";
import { sql } from "drizzle-orm";
import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { dropPartitionsBefore, partitionDay } from "@/db/partitions";
import { pruneDictionaries } from "./prune-dictionary";

export type RetentionOptions = { database: Database; logger: Logger; retentionDays: number };

/**
 * Drops days past retention, when it is called. Where nothing would be left it does so only when it is asked once more,
 * hours later: a machine whose clock is far ahead for a moment, as after a start, must not lose everything.
 */
export function openRetention({
  database,
  logger,
  retentionDays,
}: RetentionOptions): (now: Date, signal?: AbortSignal) => Promise<void> {
  let everythingWasDue = false;
  return async (now, signal) => {
    if (retentionDays === 0) return;
    const firstKept = partitionDay(subDays(now, retentionDays));
    const everythingIsDue = await isAllBefore(database, firstKept);
    const isSure = !everythingIsDue || everythingWasDue;
    everythingWasDue = everythingIsDue;
    if (!isSure) {
      logger.warn(
        { firstKept },
        "Every request is past FACET_RETENTION_DAYS: all go in some hours, if the clock is right.",
      );
      return;
    }
    const days = await dropPartitionsBefore(database, firstKept);
    if (days.length === 0) return;
    const values = await pruneDictionaries(database, signal);
    logger.info({ days, values }, "Days past FACET_RETENTION_DAYS were dropped, and values only they had.");
  };
}

/** There are requests, and all of them are older than the day. */
async function isAllBefore(database: Database, day: string): Promise<boolean> {
  const [row] = await database.execute<{ all_before: boolean }>(sql`
    select exists (select from facts)
      and not exists (select from facts where created_at >= ${`${day}T00:00:00Z`}::timestamptz) as all_before`);
  return row?.all_before === true;
}
