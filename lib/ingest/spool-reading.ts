import type { Logger } from "pino";
import { decodeRecord } from "./record-codec";
import type { RecordSink } from "./record-sink";
import type { Spool, SpoolEntry } from "./spool";
import { measure, requestOfKey, type SpoolFile } from "./spool-file";

/** LMDB has one write lock for all processes: removals are cut so that no append waits longer than ~0.2 ms for one. */
const REMOVE_CHUNK = 64;

/** The writer's side: one process reads and takes away. */
export function openReading({ entries, rejects }: SpoolFile, logger: Logger): Omit<Spool, keyof RecordSink> {
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
