import type { RequestRecord } from "./request-record";

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
