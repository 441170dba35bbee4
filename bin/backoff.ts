const FIRST_MS = 250;
const LONGEST_MS = 10_000;
/** What has run this long is well: the next death starts from the shortest pause again. */
const WELL_AFTER_MS = 30_000;

export type Backoff = { next: () => number };

/** Pauses in milliseconds that double with every death in a row. */
export function createBackoff(now: () => number = Date.now): Backoff {
  let delay = FIRST_MS;
  let last = now();
  return {
    next: () => {
      if (now() - last > WELL_AFTER_MS) delay = FIRST_MS;
      const current = delay;
      delay = Math.min(delay * 2, LONGEST_MS);
      last = now() + current;
      return current;
    },
  };
}
