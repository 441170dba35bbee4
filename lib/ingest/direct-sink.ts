import pRetry from "p-retry";
import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { describeError } from "./data-error";
import { logSometimes } from "./log-sometimes";
import type { AppendResult, RecordSink, SinkStats } from "./record-sink";
import type { RequestRecord } from "./request-record";
import { finishBatch, openFinishedWriter } from "./write-batch";

export type DirectSinkOptions = {
  database: Database;
  logger: Logger;
  /** Records that may wait in memory for Postgres. */
  maxWaiting?: number;
  /** How often a batch is tried again. Five times take about four seconds: serverless platforms do not wait for longer. */
  retries?: number;
  /** Whether prompts and answers are kept as plain text for search. */
  search?: boolean;
};

type Waiting = { record: RequestRecord; settle: (result: AppendResult) => void };

const MAX_WAITING = 1000;
const BATCH_COUNT = 100;
const RETRIES = 5;
const RETRY = { minTimeout: 100, maxTimeout: 2000, factor: 2 };

/**
 * A sink for places without a disk: writes straight to Postgres and resolves when the record is there. What arrives while
 * one batch is being written goes with the next. Give its promise to the platform's `waitUntil`, after the response.
 */
export function openDirectSink(options: DirectSinkOptions): RecordSink {
  const { database, logger, maxWaiting = MAX_WAITING, retries = RETRIES, search = true } = options;
  const write = openFinishedWriter(database);
  const warn = logSometimes(logger);
  const waiting: Waiting[] = [];
  let writing: { batch: Waiting[]; done: Promise<void> } | null = null;
  let lost = 0;
  let rejected = 0;

  function lose(result: AppendResult, reason: unknown): AppendResult {
    lost++;
    // Not the error itself: Drizzle's names the statement with all that it carries, prompts and bodies.
    warn({ reason: describeError(reason), lost }, "A record could not be written; the call itself was not disturbed.");
    return result;
  }

  async function writeBatch(batch: Waiting[]): Promise<void> {
    const records = batch.map(({ record }) => record);
    try {
      const finished = await finishBatch(records, search);
      const refused = await pRetry(() => write(finished), { ...RETRY, retries });
      for (const { id, reason } of refused) logger.error({ request: id, reason }, "Postgres refused a record.");
      const refusedIds = new Set(refused.map(({ id }) => id));
      rejected += refusedIds.size;
      for (const { record, settle } of batch) settle(refusedIds.has(record.id) ? "failed" : "stored");
    } catch (error) {
      for (const { settle } of batch) settle(lose("failed", error));
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH_COUNT);
      const done = writeBatch(batch);
      writing = { batch, done };
      await done;
    }
    writing = null;
  }

  function append(record: RequestRecord): Promise<AppendResult> {
    if (waiting.length >= maxWaiting) return Promise.resolve(lose("full", `${maxWaiting} records wait for Postgres`));
    return new Promise((settle) => {
      waiting.push({ record, settle });
      if (!writing) void drain();
    });
  }

  function stats(): SinkStats {
    const all = [...(writing?.batch ?? []), ...waiting];
    const oldest = all.reduce((time, { record }) => Math.min(time, record.createdAt), Number.POSITIVE_INFINITY);
    return {
      depth: all.length,
      oldestMs: all.length === 0 ? null : Math.max(0, Date.now() - oldest),
      bytes: 0,
      full: waiting.length >= maxWaiting,
      lost,
      rejected,
    };
  }

  async function close(): Promise<void> {
    while (writing) await writing.done.then(() => new Promise(setImmediate));
  }

  return { append, stats, close };
}
