import { type BucketSize, wallClock } from "@/components/format/time";

const HOUR_STEPS = [1, 2, 3, 6, 12, 24] as const;
const MINUTE_STEPS = [5, 10, 15, 30, 60] as const;

/**
 * The bucket starts that carry a label: round hours, Mondays, firsts of a month, in the zone of the buckets; at most
 * `most` of them.
 */
export function timeTicks(starts: readonly number[], size: BucketSize, timeZone: string, most = 8): number[] {
  for (const isRound of roundings(size, timeZone)) {
    const ticks = starts.filter(isRound);
    if (ticks.length <= most) return ticks;
  }
  const every = Math.ceil(starts.length / most);
  return starts.filter((_, index) => index % every === 0);
}

type Rounding = (start: number, index: number) => boolean;

function roundings(size: BucketSize, timeZone: string): Rounding[] {
  const hour = (start: number) => wallClock(start, timeZone).hour;
  const days: Rounding[] = [
    () => true,
    (_, index) => index % 2 === 0,
    (start) => weekdayOf(start, timeZone) === 1,
    (start) => wallClock(start, timeZone).day === 1,
    (start) => wallClock(start, timeZone).day === 1 && wallClock(start, timeZone).month % 3 === 1,
  ];
  if (size === "minute") return MINUTE_STEPS.map((step) => (start) => wallClock(start, timeZone).minute % step === 0);
  if (size === "hour") return HOUR_STEPS.map((step) => (start) => hour(start) % step === 0);
  return size === "day" ? days : [() => true];
}

function weekdayOf(start: number, timeZone: string): number {
  const { year, month, day } = wallClock(start, timeZone);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}
