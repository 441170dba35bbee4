import type { Logger } from "pino";
import { decodeRecord } from "./record-codec";
import type { RequestRecord } from "./request-record";
import { openSpoolFile, requestOfKey, spoolKey } from "./spool-file";

type SetAside = { id: string; reason: string; at: Date; bytes: number };
/** `record` is null when the entry cannot be read. */
export type SetAsideRecord = SetAside & { record: RequestRecord | null };

/** What the writer has set aside in the spool, because it could not be read or Postgres refused it. */
export type SetAsideRecords = {
  list: () => Iterable<SetAside>;
  /** Null: there is none with that id. */
  read: (id: string) => SetAsideRecord | null;
  /** Gives it back to the writer; false: there is none with that id. */
  replay: (id: string) => boolean;
  /** Deletes it for good. */
  drop: (id: string) => boolean;
  close: () => Promise<void>;
};

/** Opens them beside the processes that use the spool. `synced`: FACET_DURABILITY is `disk`, as in every one of them. */
export function openSetAside(dataDir: string, synced: boolean, logger: Logger): SetAsideRecords {
  const { entries, rejects, close } = openSpoolFile(dataDir, synced, logger);

  function* list(): Generator<SetAside> {
    for (const { key, value } of rejects.getRange()) {
      yield { id: requestOfKey(key), reason: value.reason, at: new Date(value.rejectedAt), bytes: value.entry.length };
    }
  }

  function read(id: string): SetAsideRecord | null {
    const value = rejects.get(spoolKey(id));
    if (value === undefined) return null;
    const { reason, rejectedAt, entry } = value;
    return { id, reason, at: new Date(rejectedAt), bytes: entry.length, record: recordOf(entry) };
  }

  /** In one transaction: a record is always in one of both places. */
  function replay(id: string): boolean {
    const key = spoolKey(id);
    return entries.transactionSync(() => {
      const value = rejects.get(key);
      if (value === undefined) return false;
      entries.putSync(key, value.entry);
      return rejects.removeSync(key);
    });
  }

  return { list, read, replay, drop: (id) => rejects.removeSync(spoolKey(id)), close };
}

function recordOf(entry: Uint8Array): RequestRecord | null {
  try {
    return decodeRecord(entry);
  } catch {
    return null;
  }
}
