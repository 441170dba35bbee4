import pRetry from "p-retry";
import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { describeError } from "./data-error";
import { keepHouse } from "./housekeeping";
import { openPace } from "./pace";
import { pause } from "./pause";
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

type UnderWay = { keys: Set<string>; done: Promise<void> };

const NOTHING_UNDER_WAY: UnderWay = { keys: new Set(), done: Promise.resolve() };

/** Starts moving records from the spool to Postgres: at least once by the order of steps, exactly once by the primary key. */
export function startWriter(options: WriterOptions): Writer {
  const { spool, logger, shutdownMs } = options;
  const writeBatch = openFinishedWriter(options.database);
  const stopping = new AbortController();
  const outOfTime = new AbortController();
  const working = Promise.all([
    run(),
    keepHouse({ ...options, database: options.houseDatabase ?? options.database }, stopping.signal),
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
