import { cpus } from "node:os";

/**
 * When the writer gives way. Calls come first: where processors are scarce, a record may reach Postgres some seconds later
 * (it is safe in the spool), but a call must not wait for it. Where there is a processor to spare nothing is held back.
 */

/** How many times as long as it worked the writer rests while calls keep every processor busy. */
const REST_FACTOR = 9;
/** Less idle time than this, of all processors, while the writer rested: they are busy without it. */
const SPARE_SHARE = 0.1;
/** Long enough to tell: the system counts processor time in steps of 10 ms. */
const LOOK_MS = 40;
/** Records that wait since longer than this bring the writer back to full speed, step by step until the second. */
const PATIENT_MS = 10_000;
const PATIENCE_ENDS_MS = 30_000;

export type Pace = {
  /** Milliseconds to rest after a batch of `moved` records; `waiting`: those in the spool, these included. */
  restAfter: (batch: { tookMs: number; moved: number; waiting: number }) => number;
  /** To be told when a rest is over. */
  rested: () => void;
};

/** `wholeBatch`: with fewer records than this the writer is not behind, and waits for more anyway. */
export function openPace(wholeBatch: number, now = () => performance.now(), readTimes = processorTimes): Pace {
  let behindSince: number | null = null;
  let expected = 0;
  let busyWithoutUs = false;
  let atRest: Times | null = null;

  return {
    restAfter: ({ tookMs, moved, waiting }) => {
      const arrived = waiting > expected;
      expected = waiting - moved;
      if (waiting < wholeBatch) behindSince = null;
      else behindSince ??= now();
      if (behindSince === null || !arrived) return 0;
      const share = patience(now() - behindSince);
      if (share === 0) return 0;
      atRest = readTimes();
      return Math.max(LOOK_MS, busyWithoutUs ? tookMs * REST_FACTOR * share : 0);
    },
    rested: () => {
      if (atRest !== null) busyWithoutUs = idleShare(atRest, readTimes()) < SPARE_SHARE;
      atRest = null;
    },
  };
}

/** 1 while records have not waited for long, then less, in the end 0. */
function patience(behindMs: number): number {
  const left = (PATIENCE_ENDS_MS - behindMs) / (PATIENCE_ENDS_MS - PATIENT_MS);
  return Math.min(Math.max(left, 0), 1);
}

export type Times = { idle: number; all: number };

/** Milliseconds of all processors since the system started. */
function processorTimes(): Times {
  const times = { idle: 0, all: 0 };
  for (const { times: each } of cpus()) {
    times.idle += each.idle;
    times.all += each.user + each.nice + each.sys + each.irq + each.idle;
  }
  return times;
}

/** Where the system tells nothing it counts as idle: nothing is held back for what is not known. */
function idleShare(before: Times, after: Times): number {
  const all = after.all - before.all;
  return all > 0 ? (after.idle - before.idle) / all : 1;
}
