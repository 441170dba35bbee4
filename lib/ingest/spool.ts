import type { Logger } from "pino";
import type { RecordSink } from "./record-sink";
import type { RequestRecord } from "./request-record";
import { openAppending } from "./spool-appending";
import { openSpoolFile, type RejectedValue } from "./spool-file";
import { openReading } from "./spool-reading";

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
