import { join } from "node:path";
import { type Database, open } from "lmdb";
import type { Logger } from "pino";
import { z } from "zod";
import { recoverSpool } from "./recover-spool";

/** What is kept of an entry set aside. */
export type RejectedValue = { reason: string; rejectedAt: number; entry: Uint8Array };

export type SpoolFile = {
  entries: Database<Uint8Array, Uint8Array>;
  rejects: Database<RejectedValue, Uint8Array>;
  close: () => Promise<void>;
};

/**
 * Opens `<dataDir>/spool`. With `synced`, commits reach the disk; without, the page cache: there they outlive every
 * process of ours, but not the machine. All processes must ask for the same. Bodies are private, so LMDB goes on
 * initialising the memory it writes (`noMemInit` stays off); the map grows by itself.
 */
export function openSpoolFile(dataDir: string, synced: boolean, logger: Logger): SpoolFile {
  const path = join(dataDir, "spool");
  if (!synced) recoverSpool(path, logger);
  const root = open({
    path,
    maxDbs: 2,
    ...(synced ? {} : { noSync: true, overlappingSync: false }),
  });
  return {
    entries: root.openDB({ name: "records", encoding: "binary", keyEncoding: "binary" }),
    rejects: root.openDB({ name: "rejected", encoding: "msgpack", keyEncoding: "binary" }),
    close: () => root.close(),
  };
}

const statsSchema = z.object({
  entryCount: z.number(),
  pageSize: z.number(),
  treeBranchPageCount: z.number(),
  treeLeafPageCount: z.number(),
  overflowPages: z.number(),
});

/** Number of entries and bytes of the pages they take. About 10 µs. */
export function measure(database: { getStats: () => unknown }): { count: number; bytes: number } {
  const stats = statsSchema.parse(database.getStats());
  const pages = stats.treeBranchPageCount + stats.treeLeafPageCount + stats.overflowPages;
  return { count: stats.entryCount, bytes: pages * stats.pageSize };
}

/** Keys are the 16 bytes of the request's UUIDv7, so entries lie in the order in which their calls arrived. */
export function spoolKey(id: string): Uint8Array {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}

/** The request of a key: its UUID. */
export function requestOfKey(key: Uint8Array): string {
  const hex = Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Milliseconds since the epoch at which the call of a key arrived (RFC 9562, section 5.7). */
export function timeOfKey(key: Uint8Array): number {
  return key.length < 6 ? 0 : Buffer.from(key).readUIntBE(0, 6);
}
