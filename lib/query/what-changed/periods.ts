import { bucketStart, nextBucket, type ResolvedRange } from "@/lib/filters/time-range";
import type { BaseChoice } from "@/lib/filters/what-changed-params";

/** Two periods of the same length, the earlier one first or not, and how both are read in one go. */
export type Periods = { base: ResolvedRange; current: ResolvedRange };

/** Parts of the base period (to see how much it varies), what lies between the periods, and the current one. */
export type PeriodBuckets = {
  range: ResolvedRange;
  starts: Date[];
  /** Which of them are parts of the base period, `from` to `to` (not included). */
  base: { from: number; to: number };
  current: number;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The base period is cut into about so many parts. */
const PARTS = 12;
const FEWEST_DAYS = 5;
const SHORTEST_IN_HOURS = 8 * HOUR;
/** Of two days and more, parts are so many hours, so that each day is cut at the same ones. */
const HOURS_OF_A_DAY = [4, 6, 8, 12];

/**
 * What of a range is over by now, and the period of the same length it is compared with. Null when the two would overlap:
 * a week compared with "the day before".
 */
export function periodsOf(range: ResolvedRange, choice: BaseChoice, now: Date): Periods | null {
  const from = range.from.getTime();
  const to = Math.min(range.to.getTime(), now.getTime());
  const length = to - from;
  if (length <= 0) return null;
  const start = baseStart(choice, from, length);
  if (start < from + length && start + length > from) return null;
  return {
    base: { from: new Date(start), to: new Date(start + length) },
    current: { from: range.from, to: new Date(to) },
  };
}

function baseStart(choice: BaseChoice, from: number, length: number): number {
  if (choice === "previous") return from - length;
  if (choice === "day") return from - DAY;
  if (choice === "week") return from - 7 * DAY;
  return choice.getTime();
}

/** Parts begin where hours or days (of the zone) do, as rollups do; only of short periods they are equal. */
export function periodBuckets({ base, current }: Periods, timeZone: string): PeriodBuckets {
  const parts = partStarts(base, timeZone);
  if (base.from < current.from) {
    const gap = base.to < current.from ? [base.to] : [];
    return {
      range: { from: base.from, to: current.to },
      starts: [...parts, ...gap, current.from],
      base: { from: 0, to: parts.length },
      current: parts.length + gap.length,
    };
  }
  const gap = current.to < base.from ? [current.to] : [];
  const first = 1 + gap.length;
  return {
    range: { from: current.from, to: base.to },
    starts: [current.from, ...gap, ...parts],
    base: { from: first, to: first + parts.length },
    current: 0,
  };
}

function partStarts({ from, to }: ResolvedRange, timeZone: string): Date[] {
  const length = to.getTime() - from.getTime();
  if (length < SHORTEST_IN_HOURS) {
    return Array.from({ length: PARTS }, (_, index) => new Date(from.getTime() + Math.floor((length * index) / PARTS)));
  }
  const days = length >= FEWEST_DAYS * DAY;
  const granularity = days ? "day" : "hour";
  const most = Math.ceil(length / (days ? DAY : HOUR) / PARTS);
  const step = days || length < 2 * DAY ? most : (HOURS_OF_A_DAY.find((hours) => hours >= most) ?? most);
  const starts = [from];
  let next = bucketStart(from, granularity, timeZone);
  for (let count = 1; ; count++) {
    next = nextBucket(next, granularity, timeZone);
    if (next >= to) return starts;
    if (count % step === 0) starts.push(next);
  }
}
