import { setImmediate } from "node:timers/promises";
import type { Database } from "@/db/client";
import { type BlockedDays, createPartitions, partitionDay } from "@/db/partitions";
import { codeRecords } from "./code-records";
import { describeError, isDataError, isMissingPartition } from "./data-error";
import { openDictionaries } from "./dictionaries";
import { type FinishedRecord, finishRecord } from "./finish-record";
import { insertBatch } from "./insert-batch";
import { openPropertyRegistry } from "./property-registry";
import type { RequestRecord } from "./request-record";
import { withFreshCodes } from "./vocabulary-generation";

const DAY_MS = 86_400_000;

/** Some days have no partition and get none. */
class BlockedDaysError extends Error {
  constructor(readonly days: BlockedDays) {
    super(`no partition for ${[...days.keys()].join(", ")}`);
  }
}

/** A record that can never be written, by the id it came with. */
type Rejection = { id: string; reason: string };

/** Records ready to be written, and those that cannot even be made so. */
export type FinishedBatch = { finished: FinishedRecord[]; rejections: Rejection[] };

/**
 * Writes a batch to Postgres and tells which records it refused; the others are committed when it resolves. Writing a
 * record again changes nothing. Rejects when Postgres cannot be reached: then nothing is known to be written.
 */
export type BatchWriter<Batch> = (batch: Batch) => Promise<Rejection[]>;

/** Finishes and writes records. One per process is enough: it has caches. */
export function openBatchWriter(database: Database): BatchWriter<RequestRecord[]> {
  const write = openFinishedWriter(database);
  return async (records) => write(await finishBatch(records));
}

/** The same in two steps, so that the next batch can be finished while one is being written. */
export function openFinishedWriter(database: Database): BatchWriter<FinishedBatch> {
  const vocabulary = { registry: openPropertyRegistry(database), dictionaries: openDictionaries(database) };
  const days = new Set<string>();

  async function writeOnce(records: FinishedRecord[]): Promise<void> {
    await ensureDays(database, days, records);
    await withFreshCodes(async () => {
      const coded = await codeRecords(vocabulary, records);
      try {
        await insertBatch(database, coded.records, coded.generations);
      } catch (error) {
        if (!isMissingPartition(error)) throw error;
        days.clear();
        await ensureDays(database, days, records);
        await insertBatch(database, coded.records, coded.generations);
      }
    }, vocabulary.dictionaries.forget);
  }

  /** One bad record must not hold up the others: halves find it. */
  async function writeSplitting(records: FinishedRecord[]): Promise<Rejection[]> {
    const [first] = records;
    if (!first) return [];
    try {
      await writeOnce(records);
      return [];
    } catch (error) {
      if (!isDataError(error)) throw error;
      if (records.length === 1) return [{ id: first.id, reason: describeError(error) }];
      const middle = records.length >> 1;
      return [...(await writeSplitting(records.slice(0, middle))), ...(await writeSplitting(records.slice(middle)))];
    }
  }

  /** Records of a day that has no place must not hold up those of other days. */
  async function writeWhatHasPlace(records: FinishedRecord[]): Promise<Rejection[]> {
    try {
      return await writeSplitting(records);
    } catch (error) {
      if (!(error instanceof BlockedDaysError)) throw error;
      const rejections: Rejection[] = [];
      const others: FinishedRecord[] = [];
      for (const record of records) {
        const day = partitionDay(record.createdAt);
        const reason = error.days.get(day);
        if (reason === undefined) others.push(record);
        else rejections.push({ id: record.id, reason: `${day} has no partition, and none can be made: ${reason}` });
      }
      return [...rejections, ...(await writeWhatHasPlace(others))];
    }
  }

  return async ({ finished, rejections }) => [...rejections, ...(await writeWhatHasPlace(finished))];
}

/** Other work goes on in between, such as sending the batch before this one. */
const FINISH_AT_ONCE = 8;

/** Finishes records one by one; one that throws is refused alone. `search`: what was said is kept as plain text too. */
export async function finishBatch(records: RequestRecord[], search = true): Promise<FinishedBatch> {
  const finished: FinishedRecord[] = [];
  const rejections: Rejection[] = [];
  for (const [index, record] of records.entries()) {
    if (index % FINISH_AT_ONCE === FINISH_AT_ONCE - 1) await setImmediate();
    try {
      finished.push(await finishRecord(record, search));
    } catch (error) {
      rejections.push({ id: record.id, reason: describeError(error) });
    }
  }
  return { finished, rejections };
}

/** Late records and clocks that jumped: their days may have no partition. Throws BlockedDaysError. */
async function ensureDays(database: Database, known: Set<string>, records: FinishedRecord[]): Promise<void> {
  const wanted = new Set(records.map(({ createdAt }) => Math.floor(createdAt.getTime() / DAY_MS)));
  const missing = [...wanted].map((day) => partitionDay(new Date(day * DAY_MS))).filter((day) => !known.has(day));
  if (missing.length === 0) return;
  const blocked = await createPartitions(database, missing);
  for (const day of missing) if (!blocked.has(day)) known.add(day);
  if (blocked.size > 0) throw new BlockedDaysError(blocked);
}
