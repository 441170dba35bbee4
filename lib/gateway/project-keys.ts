import { LRUCache } from "lru-cache";

/** Looks a key up in Postgres: the project's id, or null when the key is unknown or revoked. Rejects when Postgres is away. */
export type FindProject = (key: string) => Promise<number | null>;

/** `unavailable`: the key is not known here and Postgres cannot be asked. */
export type KeyCheck = { state: "valid"; projectId: number } | { state: "unknown" } | { state: "unavailable" };

export type ProjectKeys = {
  /** Answers without a promise where it can: that is nearly every call. */
  check: (key: string) => KeyCheck | Promise<KeyCheck>;
};

type Entry = { projectId: number; checkedAt: number; triedAt: number };

const MAX_KEY_LENGTH = 200;
/** A key is looked up again behind the caller's back when its answer is older than this. In milliseconds. */
const REFRESH_AFTER = 5_000;
/** Older than this, the call waits for the look-up, so that a revoked key ends even when it is used rarely. */
const WAIT_AFTER = 60_000;
/** A call never waits longer than this for Postgres when an older answer can serve. */
const PATIENCE = 2_000;
/** Nor longer than this where none can: a Postgres that hangs must not hold the client up for ever. */
const LAST_PATIENCE = 10_000;
/** How long an unknown key stays unknown: a new one must work within seconds. */
const UNKNOWN_FOR = 2_000;

const UNKNOWN: KeyCheck = { state: "unknown" };
const UNAVAILABLE: KeyCheck = { state: "unavailable" };

/** Remembers which project a key belongs to; known keys stay valid for `graceMs` while Postgres is away. */
export function openProjectKeys(find: FindProject, graceMs: number, now = () => performance.now()): ProjectKeys {
  const known = new LRUCache<string, Entry>({ max: 10_000 });
  const unknown = new LRUCache<string, number>({ max: 10_000 });
  const pending = new Map<string, Promise<KeyCheck>>();

  const lookUp = async (key: string): Promise<KeyCheck> => {
    try {
      const projectId = await find(key);
      if (projectId === null) {
        known.delete(key);
        unknown.set(key, now());
        return UNKNOWN;
      }
      known.set(key, { projectId, checkedAt: now(), triedAt: now() });
      unknown.delete(key);
      return { state: "valid", projectId };
    } catch {
      const entry = known.get(key);
      return entry && now() - entry.checkedAt < graceMs ? { state: "valid", projectId: entry.projectId } : UNAVAILABLE;
    } finally {
      pending.delete(key);
    }
  };

  const lookUpOnce = (key: string): Promise<KeyCheck> => {
    const running = pending.get(key);
    if (running) return running;
    const entry = known.get(key);
    if (entry) entry.triedAt = now();
    const started = lookUp(key);
    pending.set(key, started);
    return started;
  };

  const lookUpInTime = (key: string): Promise<KeyCheck> =>
    Promise.race([lookUpOnce(key), after(LAST_PATIENCE, UNAVAILABLE)]);

  const checkKnown = (key: string, entry: Entry): KeyCheck | Promise<KeyCheck> => {
    const valid: KeyCheck = { state: "valid", projectId: entry.projectId };
    const age = now() - entry.checkedAt;
    // While Postgres is away it is asked once per REFRESH_AFTER, not by every call.
    const triedLately = now() - entry.triedAt < REFRESH_AFTER;
    if (age >= graceMs) return lookUpInTime(key);
    if (triedLately) return valid;
    const answer = lookUpOnce(key);
    return age < WAIT_AFTER ? valid : Promise.race([answer, after(PATIENCE, valid)]);
  };

  return {
    check: (key) => {
      if (key.length > MAX_KEY_LENGTH) return UNKNOWN;
      const entry = known.get(key);
      if (entry) return checkKnown(key, entry);
      const since = unknown.get(key);
      return since !== undefined && now() - since < UNKNOWN_FOR ? UNKNOWN : lookUpInTime(key);
    },
  };
}

function after<T>(milliseconds: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, value).unref());
}
