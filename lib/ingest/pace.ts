import { cpus } from "node:os";

/**
 * When the writer gives way. Calls come first: where processors are scarce, a record may reach Postgres some seconds later
 * (it is safe in the spool), but a call must not wait for it: the writer takes what calls leave. Where processors are idle
 * nothing is held back.
 */

/** Processors that the writer, its threads and its session in Postgres keep busy while they work. */
const DEMAND = 2;
/** How many times as long as it worked the writer rests at most. */
const LONGEST_REST = 9;
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
  /** Processors that nobody used while the writer rested. */
  let spare = DEMAND;
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
      return Math.max(LOOK_MS, tookMs * Math.min(DEMAND / spare - 1, LONGEST_REST) * share);
    },
    rested: () => {
      if (atRest !== null) spare = idleBetween(atRest, readTimes());
      atRest = null;
    },
  };
}

/** 1 while records have not waited for long, then less, in the end 0. */
function patience(behindMs: number): number {
  const left = (PATIENCE_ENDS_MS - behindMs) / (PATIENCE_ENDS_MS - PATIENT_MS);
  return Math.min(Math.max(left, 0), 1);
}

export type Times = { processors: number; idle: number; all: number };

/** Milliseconds of all processors since the system started. */
function processorTimes(): Times {
  const processors = cpus();
  const times = { processors: processors.length, idle: 0, all: 0 };
  for (const { times: each } of processors) {
    times.idle += each.idle;
    times.all += each.user + each.nice + each.sys + each.irq + each.idle;
  }
  return times;
}

/** Processors that were idle. Where the system tells nothing, enough: nothing is held back for what is not known. */
function idleBetween(before: Times, after: Times): number {
  const all = after.all - before.all;
  return all > 0 ? ((after.idle - before.idle) / all) * after.processors : DEMAND;
}
