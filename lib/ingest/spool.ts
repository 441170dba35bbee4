import type { Logger } from "pino";
import { logSometimes } from "./log-sometimes";
import { decodeRecord, encodeRecord } from "./record-codec";
import type { RequestRecord } from "./request-record";
import {
  measure,
  openSpoolFile,
  type RejectedValue,
  requestOfKey,
  type SpoolFile,
  spoolKey,
  timeOfKey,
} from "./spool-file";

/** `stored`: kept as durably as asked. `full`: no room, the record is lost. `failed`: the disk refused it, lost too. */
export type AppendResult = "stored" | "full" | "failed";

export type SinkStats = {
  /** Records not yet in Postgres. */
  depth: number;
  /** Age in milliseconds of the oldest of them; null when there is none. */
  oldestMs: number | null;
  /** Bytes they take, those set aside included. */
  bytes: number;
  /** New records are being refused for want of room. */
  full: boolean;
  /** Records this process could not keep since it started: full, or the disk refused. */
  lost: number;
  /** Records set aside because they could not be read or Postgres refused them. */
  rejected: number;
};

/** Where the gateway leaves its records: the spool, or Postgres itself where there is no disk. */
export type RecordSink = {
  /** Resolves once the record is kept as durably as configured. Never rejects: recording must not break a call. */
  append: (record: RequestRecord) => Promise<AppendResult>;
  /** Cheap enough to be asked on every health check. */
  stats: () => SinkStats;
  /** Waits for what is under way. */
  close: () => Promise<void>;
};

export type SpoolOptions = {
  /** FACET_DATA_DIR; the spool is its folder `spool`. */
  dataDir: string;
  /** `process`: committed, survives kill -9. `disk`: fsynced. `memory`: resolves at once, committed in the background. */
  durability: "process" | "disk" | "memory";
  /** Appends are refused beyond this size. */
  maxBytes: number;
  logger: Logger;
};

export type SpoolEntry = { key: Uint8Array; record: RequestRecord };

/** The durable queue between gateway and writer: several processes have it open at a time. */
export type Spool = RecordSink & {
  /**
   * The oldest entries, up to `maxCount` and `maxBytes`, but one at least. Those that cannot be read are set aside, those of
   * the requests `underWay` passed over.
   */
  readBatch: (maxCount: number, maxBytes: number, underWay?: Set<string>) => SpoolEntry[];
  /** How many entries there are, and the bytes they take. */
  waiting: () => { count: number; bytes: number };
  remove: (keys: Uint8Array[]) => void;
  /** Sets an entry aside, in one transaction. */
  reject: (key: Uint8Array, reason: string) => void;
  /** What was set aside, as it was. */
  rejected: () => (RejectedValue & { key: Uint8Array })[];
};

/** Opens the spool. Throws when the folder cannot be used. */
export function openSpool(options: SpoolOptions): Spool {
  const file = openSpoolFile(options.dataDir, options.durability === "disk", options.logger);
  return { ...openAppending(file, options), ...openReading(file, options.logger) };
}

/** An append this slow had to wait for a lock or a disk; the event loop must not, so the next ones go to LMDB's thread. */
const SLOW_APPEND_MS = 5;
/** A transaction holds its entries in memory once more. */
const MAX_GROUP_BYTES = 1024 * 1024;
const ASYNC_AFTER_SLOW_MS = 1000;
/** How long the measured size is good for. */
const MEASURE_EVERY_MS = 50;

type WaitingAppend = { key: Uint8Array; entry: Uint8Array; resolve: () => void; reject: (error: unknown) => void };

/** All of them in one transaction. */
function putAll(entries: SpoolFile["entries"], waiting: WaitingAppend[]): void {
  const [only] = waiting;
  if (waiting.length === 1 && only) entries.putSync(only.key, only.entry);
  else if (only) entries.transactionSync(() => waiting.forEach(({ key, entry }) => void entries.putSync(key, entry)));
}

function openAppending(file: SpoolFile, { durability, maxBytes, logger }: SpoolOptions): RecordSink {
  const warn = logSometimes(logger);
  let lost = 0;
  let underWay = 0;
  let asyncUntil = 0;
  let group: WaitingAppend[] = [];
  let groupBytes = 0;
  let bytes = 0;
  let measuredAt = Number.NEGATIVE_INFINITY;

  function isFull(): boolean {
    const now = performance.now();
    if (now - measuredAt > MEASURE_EVERY_MS) {
      bytes = measure(file.entries).bytes + measure(file.rejects).bytes;
      measuredAt = now;
    }
    return bytes >= maxBytes;
  }

  function lose(result: AppendResult, reason: unknown): AppendResult {
    lost++;
    warn({ err: reason, lost }, "The spool cannot keep a record; the call itself was not disturbed.");
    return result;
  }

  async function putInThread(key: Uint8Array, entry: Uint8Array): Promise<void> {
    underWay++;
    try {
      await file.entries.put(key, entry);
    } finally {
      underWay--;
    }
  }

  /**
   * Here, because one append through LMDB's thread takes 115 µs of CPU. Those of one turn of the event loop share a commit:
   * measured with 3.5 KB, 20 µs for one alone, 8 µs each for eight.
   */
  function putHere(key: Uint8Array, entry: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      group.push({ key, entry, resolve, reject });
      groupBytes += entry.length;
      if (groupBytes > MAX_GROUP_BYTES) commitGroup();
      else if (group.length === 1) setImmediate(commitGroup);
    });
  }

  function commitGroup(): void {
    const waiting = group;
    group = [];
    groupBytes = 0;
    const start = performance.now();
    try {
      putAll(file.entries, waiting);
      for (const { resolve } of waiting) resolve();
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
    const end = performance.now();
    if (end - start > SLOW_APPEND_MS) asyncUntil = end + ASYNC_AFTER_SLOW_MS;
  }

  async function put(key: Uint8Array, entry: Uint8Array): Promise<void> {
    if (durability === "memory") {
      putInThread(key, entry).catch((error) => lose("failed", error));
    } else if (durability === "disk") {
      await putInThread(key, entry);
      await file.entries.flushed;
    } else if (underWay > 0 || performance.now() < asyncUntil) {
      await putInThread(key, entry);
    } else {
      await putHere(key, entry);
    }
  }

  async function append(record: RequestRecord): Promise<AppendResult> {
    try {
      if (isFull()) return lose("full", `${bytes} bytes of FACET_SPOOL_MAX_BYTES=${maxBytes} are taken`);
      const entry = encodeRecord(record);
      bytes += entry.length;
      await put(spoolKey(record.id), entry);
      return "stored";
    } catch (error) {
      return lose("failed", error);
    }
  }

  function stats(): SinkStats {
    const waiting = measure(file.entries);
    const aside = measure(file.rejects);
    const taken = waiting.bytes + aside.bytes;
    const [oldest] = file.entries.getKeys({ limit: 1 });
    return {
      depth: waiting.count,
      oldestMs: oldest ? Math.max(0, Date.now() - timeOfKey(oldest)) : null,
      bytes: taken,
      full: taken >= maxBytes,
      lost,
      rejected: aside.count,
    };
  }

  async function close(): Promise<void> {
    commitGroup();
    await file.entries.committed;
    await file.close();
  }

  return { append, stats, close };
}

/** LMDB has one write lock for all processes: removals are cut so that no append waits longer than ~0.2 ms for one. */
const REMOVE_CHUNK = 64;

function openReading({ entries, rejects }: SpoolFile, logger: Logger): Omit<Spool, keyof RecordSink> {
  function reject(key: Uint8Array, reason: string): void {
    logger.error({ request: requestOfKey(key), reason }, "A record was set aside in the spool.");
    entries.transactionSync(() => {
      const entry = entries.getBinary(key);
      if (!entry) return;
      rejects.putSync(key, { reason, rejectedAt: Date.now(), entry });
      entries.removeSync(key);
    });
  }

  function readBatch(maxCount: number, maxBytes: number, underWay = new Set<string>()): SpoolEntry[] {
    const batch: SpoolEntry[] = [];
    const unreadable: { key: Uint8Array; reason: string }[] = [];
    let bytes = 0;
    for (const { key, value } of entries.getRange({ limit: maxCount + underWay.size })) {
      if (underWay.has(requestOfKey(key))) continue;
      bytes += value.length;
      if (bytes > maxBytes && batch.length > 0) break;
      try {
        batch.push({ key, record: decodeRecord(value) });
      } catch (error) {
        unreadable.push({ key, reason: String(error) });
      }
    }
    for (const { key, reason } of unreadable) reject(key, reason);
    return batch;
  }

  function remove(keys: Uint8Array[]): void {
    for (let start = 0; start < keys.length; start += REMOVE_CHUNK) {
      const chunk = keys.slice(start, start + REMOVE_CHUNK);
      entries.transactionSync(() => {
        for (const key of chunk) entries.removeSync(key);
      });
    }
  }

  return {
    readBatch,
    waiting: () => measure(entries),
    remove,
    reject,
    rejected: () => [...rejects.getRange()].map(({ key, value }) => ({ key, ...value })),
  };
}
