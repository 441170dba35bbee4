import { setTimeout as sleep } from "node:timers/promises";
import pRetry from "p-retry";
import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { countGivenCodes, MOST_CODES } from "@/db/dictionary-codes";
import { ensurePartitions } from "@/db/partitions";
import { analyzeParents } from "@/db/statistics";
import { describeError } from "./data-error";
import { openRetention } from "./drop-expired";
import { openExpiry } from "./expire-values";
import { moveSlots } from "./move-slots";
import { openPace } from "./pace";
import type { Spool, SpoolEntry } from "./spool";
import { spoolKey } from "./spool-file";
import { type FinishedBatch, finishBatch, openFinishedWriter } from "./write-batch";

export type WriterOptions = {
  /** Takes batches, one at a time. */
  database: Database;
  /** For the work between them; the same unless told otherwise. */
  houseDatabase?: Database;
  spool: Spool;
  logger: Logger;
  /** Days to keep requests; 0: for ever. */
  retentionDays: number;
  /** How long `stop` may go on draining. */
  shutdownMs: number;
  /** Whether prompts and answers are kept as plain text for search; true unless told otherwise. */
  search?: boolean;
};

export type Writer = {
  /** Drains what lies in the spool, as far as time and Postgres allow, and resolves. What is left stays in the spool. */
  stop: () => Promise<void>;
};

const BATCH_COUNT = 1000;
const BATCH_BYTES = 8 * 1024 * 1024;
/** A few records wait this long for others, so that not every two take a transaction. */
const GATHER_MS = 250;
/** LMDB tells nobody about new entries, so we look. */
const LOOK_EVERY_MS = 50;
const RETRY = { minTimeout: 100, maxTimeout: 5000, factor: 2, retries: Number.POSITIVE_INFINITY };
/** Where the spool cannot be read, trying at once would fail as well. */
const UNREADABLE_MS = 1000;
const HOUSEKEEPING_MS = 6 * 3_600_000;
/** How often properties are looked through for values to delete. */
const VALUES_MS = 60_000;
/** How often properties are looked through for a slot they get or leave. */
const SLOTS_MS = 5_000;
const HOUSEKEEPING_RETRY_MS = 60_000;

type UnderWay = { keys: Set<string>; done: Promise<void> };

const NOTHING_UNDER_WAY: UnderWay = { keys: new Set(), done: Promise.resolve() };

/** Starts moving records from the spool to Postgres: at least once by the order of steps, exactly once by the primary key. */
export function startWriter(options: WriterOptions): Writer {
  const { spool, logger, shutdownMs } = options;
  const writeBatch = openFinishedWriter(options.database);
  const house = { ...options, database: options.houseDatabase ?? options.database };
  const stopping = new AbortController();
  const outOfTime = new AbortController();
  const working = Promise.all([
    run(),
    keepHouse(house, stopping.signal),
    keepValues(house, stopping.signal),
    keepSlots(house, stopping.signal),
  ]);

  /** One batch is on its way to Postgres while the next is made ready, unless calls need the processor more. */
  async function run(): Promise<void> {
    const pace = openPace(BATCH_COUNT);
    let underWay = NOTHING_UNDER_WAY;
    while (!outOfTime.signal.aborted) {
      if (!isWhole(underWay.keys.size)) {
        await underWay.done;
        underWay = NOTHING_UNDER_WAY;
        if (!(await gather())) break;
      }
      const startedAt = performance.now();
      const batch = readBatch(underWay.keys);
      if (batch.length === 0) await pause(UNREADABLE_MS, stopping.signal);
      const finished = await finishBatch(
        batch.map(({ record }) => record),
        options.search,
      );
      await underWay.done;
      underWay = { keys: new Set(batch.map(({ record }) => record.id)), done: moveBatch(batch, finished) };
      const tookMs = performance.now() - startedAt;
      const restMs = pace.restAfter({ tookMs, moved: batch.length, waiting: waiting().count });
      if (restMs === 0 || stopping.signal.aborted) continue;
      await underWay.done;
      await pause(restMs, stopping.signal);
      pace.rested();
    }
    await underWay.done;
  }

  /** Waits for a whole batch, or for the first of a few to have waited long enough. False: none is left, and it is time to stop. */
  async function gather(): Promise<boolean> {
    let gatheringSince: number | null = null;
    for (;;) {
      const { count } = waiting();
      if (stopping.signal.aborted) return count > 0;
      if (count > 0) gatheringSince ??= performance.now();
      const gathered = gatheringSince === null ? 0 : performance.now() - gatheringSince;
      if (gathered >= GATHER_MS || isWhole(0)) return true;
      await pause(Math.min(LOOK_EVERY_MS, GATHER_MS - gathered), stopping.signal);
    }
  }

  /** Whether records that are not under way fill a batch; of their bytes only the average is known. */
  function isWhole(underWay: number): boolean {
    const { count, bytes } = waiting();
    const ready = count - underWay;
    return ready >= BATCH_COUNT || (ready > 0 && (bytes / count) * ready >= BATCH_BYTES);
  }

  function waiting(): { count: number; bytes: number } {
    try {
      return spool.waiting();
    } catch (error) {
      logger.error({ err: error }, "The spool cannot be read; trying again.");
      return { count: 0, bytes: 0 };
    }
  }

  function readBatch(underWay: Set<string>): SpoolEntry[] {
    try {
      return spool.readBatch(BATCH_COUNT, BATCH_BYTES, underWay);
    } catch (error) {
      logger.error({ err: error }, "The spool cannot be read; trying again.");
      return [];
    }
  }

  /** Writes a batch and takes it off the spool. Never rejects: what could not be moved is read again. */
  async function moveBatch(batch: SpoolEntry[], finished: FinishedBatch): Promise<void> {
    if (batch.length === 0) return;
    try {
      const rejections = await writeUntilDone(finished);
      for (const { id, reason } of rejections) spool.reject(spoolKey(id), reason);
      spool.remove(batch.map(({ key }) => key));
    } catch (error) {
      if (outOfTime.signal.aborted) return;
      logger.error({ reason: describeError(error) }, "A batch could not be moved; trying again.");
      await pause(RETRY.maxTimeout, outOfTime.signal);
    }
  }

  async function writeUntilDone(batch: FinishedBatch) {
    let failures = 0;
    const rejections = await pRetry(() => writeBatch(batch), {
      ...RETRY,
      signal: outOfTime.signal,
      onFailedAttempt: ({ error }) => {
        if (failures++ === 0) logger.error({ reason: describeError(error) }, "Postgres takes no records; they wait.");
      },
    });
    if (failures > 0) logger.info({ attempts: failures + 1 }, "Postgres takes records again.");
    return rejections;
  }

  return {
    stop: async () => {
      stopping.abort();
      const ended = new AbortController();
      const timeUp = pause(shutdownMs, ended.signal);
      // Not only `working`: a Postgres that does not answer must not hold up the end.
      await Promise.race([working, timeUp]);
      ended.abort();
      outOfTime.abort();
      const { depth } = spool.stats();
      if (depth > 0) logger.warn({ depth }, "Records stay in the spool until the writer runs again.");
    },
  };
}

/** At a hundred new values a second half of the codes last for four months more. */
const CODES_TO_WARN_AT = MOST_CODES / 2;

async function warnOfCodes({ database, logger }: Pick<WriterOptions, "database" | "logger">): Promise<void> {
  const given = await countGivenCodes(database);
  if (given < CODES_TO_WARN_AT) return;
  const advice = "take the slot from properties that have a new value with every request (docs/retention.md)";
  logger.warn({ given, most: MOST_CODES }, `Codes for new values are running out: ${advice}.`);
}

/** Makes partitions ahead, drops those past retention and refreshes statistics, now and a few times a day. */
async function keepHouse(options: WriterOptions, signal: AbortSignal): Promise<void> {
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
      await pause(HOUSEKEEPING_MS, signal);
    } catch (error) {
      logger.warn(
        { reason: describeError(error) },
        "Partitions and statistics could not be looked after; trying again in a minute.",
      );
      await pause(HOUSEKEEPING_RETRY_MS, signal);
    }
  }
}

/** Deletes values past what their property says, soon after it was said and then twice a day. */
async function keepValues({ database, logger }: WriterOptions, signal: AbortSignal): Promise<void> {
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
async function keepSlots({ database, logger }: WriterOptions, signal: AbortSignal): Promise<void> {
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

/** Sleeps; wakes at once when the signal is or becomes aborted. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {});
}
