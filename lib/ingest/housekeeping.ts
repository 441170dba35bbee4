import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { countGivenCodes, MOST_CODES } from "@/db/dictionary-codes";
import { ensurePartitions } from "@/db/partitions";
import { analyzeParents } from "@/db/statistics";
import { describeError } from "./data-error";
import { openRetention } from "./drop-expired";
import { openExpiry } from "./expire-values";
import { moveSlots } from "./move-slots";
import { pause } from "./pause";

export type HousekeepingOptions = {
  database: Database;
  logger: Logger;
  /** Days to keep requests; 0: for ever. */
  retentionDays: number;
};

const DAYS_MS = 6 * 3_600_000;
const RETRY_MS = 60_000;
/** How often properties are looked through for values to delete. */
const VALUES_MS = 60_000;
/** How often properties are looked through for a slot they get or leave. */
const SLOTS_MS = 5_000;

/** What the writer does between batches, until the signal is aborted. Never rejects: what fails is tried again. */
export async function keepHouse(options: HousekeepingOptions, signal: AbortSignal): Promise<void> {
  await Promise.all([keepDays(options, signal), keepValues(options, signal), keepSlots(options, signal)]);
}

/** Makes partitions ahead, drops those past retention and refreshes statistics, now and a few times a day. */
async function keepDays(options: HousekeepingOptions, signal: AbortSignal): Promise<void> {
  const { database, logger } = options;
  const dropExpired = openRetention(options);
  while (!signal.aborted) {
    try {
      const now = new Date();
      const blocked = await ensurePartitions(database, now);
      for (const [day, reason] of blocked) logger.error({ day, reason }, "A day cannot get its partitions.");
      await dropExpired(now, signal);
      await analyzeParents(database);
      await warnOfCodes(options);
      await pause(DAYS_MS, signal);
    } catch (error) {
      logger.warn(
        { reason: describeError(error) },
        "Partitions and statistics could not be looked after; trying again in a minute.",
      );
      await pause(RETRY_MS, signal);
    }
  }
}

/** At a hundred new values a second half of the codes last for four months more. */
const CODES_TO_WARN_AT = MOST_CODES / 2;

async function warnOfCodes({ database, logger }: HousekeepingOptions): Promise<void> {
  const given = await countGivenCodes(database);
  if (given < CODES_TO_WARN_AT) return;
  const advice = "take the slot from properties that have a new value with every request (docs/retention.md)";
  logger.warn({ given, most: MOST_CODES }, `Codes for new values are running out: ${advice}.`);
}

/** Deletes values past what their property says, soon after it was said and then twice a day. */
async function keepValues({ database, logger }: HousekeepingOptions, signal: AbortSignal): Promise<void> {
  const expireValues = openExpiry({ database, logger });
  while (!signal.aborted) {
    try {
      const expired = await expireValues(new Date(), signal);
      if (expired > 0) logger.info({ expired }, "Values older than their property is kept were deleted.");
    } catch (error) {
      if (!signal.aborted)
        logger.warn({ reason: describeError(error) }, "Old values could not be deleted; trying again.");
    }
    await pause(VALUES_MS, signal);
  }
}

/** Moves the values of properties that get or leave a slot. */
async function keepSlots({ database, logger }: HousekeepingOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const keys = await moveSlots(database, { signal });
      if (keys.length > 0) logger.info({ keys }, "The values of properties were moved to or from a slot.");
    } catch (error) {
      if (!signal.aborted)
        logger.warn({ reason: describeError(error) }, "Values could not be moved to or from a slot; trying again.");
    }
    await pause(SLOTS_MS, signal);
  }
}
