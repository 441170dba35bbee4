import { tz } from "@date-fns/tz";
import { addDays, addMonths, startOfDay, startOfHour, startOfMinute, startOfMonth, startOfWeek } from "date-fns";

export const RANGE_PRESETS = ["1h", "24h", "7d", "30d", "90d", "all"] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];
export const DEFAULT_PRESET: RangePreset = "7d";

/** What was asked for: a preset, or two moments (`to` not included). */
export type TimeRange = { preset: RangePreset } | { from: Date; to: Date };
/** What is read: `from` included, `to` not. */
export type ResolvedRange = { from: Date; to: Date };

/** Weeks begin on Monday. */
export const GRANULARITIES = ["minute", "hour", "day", "week", "month"] as const;
export type Granularity = (typeof GRANULARITIES)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LENGTHS = { "1h": HOUR, "24h": DAY, "7d": 7 * DAY, "30d": 30 * DAY, "90d": 90 * DAY };
/** Up to these lengths buckets are a minute, an hour, a day, a week; a month above. Clock changes make days longer. */
const AUTOMATIC_UP_TO = [
  ["minute", 2 * HOUR + MINUTE],
  ["hour", 3 * DAY + 2 * HOUR],
  ["day", 200 * DAY],
  ["week", 3 * 366 * DAY],
] as const satisfies [Granularity, number][];

/** The lengths of a range between which each can be chosen: more than one bucket, and no more than a screen has room for. */
const CHOICE = {
  minute: [MINUTE, 6 * HOUR + MINUTE],
  hour: [HOUR, 15 * DAY],
  day: [DAY, 400 * DAY],
  week: [7 * DAY, 400 * 7 * DAY],
  month: [30 * DAY, 400 * 30 * DAY],
} as const satisfies Record<Granularity, [more: number, most: number]>;

/**
 * The moments of a range. A preset reaches back by at least its length, to the start of a bucket in the project's
 * zone, and on to the end of the running one: no bucket but the running one is partial. `all` begins with the project's
 * first request (`firstAt`).
 */
export function resolveRange(
  range: TimeRange,
  now: Date,
  timeZone: string,
  firstAt: Date | null = null,
): ResolvedRange {
  if (!("preset" in range)) return { from: range.from, to: range.to };
  const wanted = range.preset === "all" ? (firstAt ?? now) : new Date(now.getTime() - LENGTHS[range.preset]);
  const granularity = chooseGranularity({ from: wanted, to: now });
  const from = bucketStart(wanted, granularity, timeZone);
  return { from, to: nextBucket(bucketStart(now, granularity, timeZone), granularity, timeZone) };
}

/** The stretch of the same elapsed length right before; a running range is compared with as much as has passed of it. */
export function previousRange(range: ResolvedRange, now: Date): ResolvedRange {
  const end = Math.min(range.to.getTime(), now.getTime());
  return { from: new Date(range.from.getTime() * 2 - end), to: range.from };
}

/** What fits a range unasked. */
export function chooseGranularity({ from, to }: ResolvedRange): Granularity {
  const length = to.getTime() - from.getTime();
  return AUTOMATIC_UP_TO.find(([, most]) => length <= most)?.[0] ?? "month";
}

/** What can be chosen for a range, finest first: the automatic one is always among them. */
export function possibleGranularities(range: ResolvedRange): Granularity[] {
  const length = range.to.getTime() - range.from.getTime();
  const automatic = chooseGranularity(range);
  return GRANULARITIES.filter((each) => {
    const [more, most] = CHOICE[each];
    return each === automatic || (length > more && length <= most);
  });
}

/** The start of the bucket that a moment falls into, in the zone. */
export function bucketStart(moment: Date, granularity: Granularity, timeZone: string): Date {
  if (granularity === "minute") return startOfMinute(moment);
  const options = { in: tz(timeZone) };
  if (granularity === "hour") return new Date(hourStart(moment, options).getTime());
  return new Date(calendarStart(moment, granularity, options).getTime());
}

type Calendar = Exclude<Granularity, "minute" | "hour">;
type Zoned = { in: ReturnType<typeof tz> };

function calendarStart(moment: Date, granularity: Calendar, options: Zoned): Date {
  if (granularity === "day") return startOfDay(moment, options);
  // By way of noon: in some zones a week or a month begins at 01:00, because its midnight is skipped.
  const first =
    granularity === "week" ? startOfWeek(moment, { ...options, weekStartsOn: 1 }) : startOfMonth(moment, options);
  return startOfDay(new Date(first.getTime() + 12 * HOUR), options);
}

/** The start of the bucket after the one that starts here. A day may have 23 or 25 hours. */
export function nextBucket(start: Date, granularity: Granularity, timeZone: string): Date {
  return bucketAfter(start, granularity, timeZone, 1);
}

/** The start of the bucket that is `steps` after (or, negative, before) the one that starts here. */
export function bucketAfter(start: Date, granularity: Granularity, timeZone: string, steps: number): Date {
  if (granularity === "minute") return new Date(start.getTime() + steps * MINUTE);
  if (granularity === "hour") return new Date(start.getTime() + steps * HOUR);
  // Noon is never skipped, midnight is in some zones.
  const options = { in: tz(timeZone) };
  const middle = new Date(start.getTime() + 12 * HOUR);
  const moved =
    granularity === "month"
      ? addMonths(middle, steps, options)
      : addDays(middle, granularity === "week" ? 7 * steps : steps, options);
  return new Date(startOfDay(moved, options).getTime());
}

/** What an error is marked with that came about because a range has too many buckets: pages know it by that. */
export const TOO_MANY_BUCKETS = "FACET_TOO_MANY_BUCKETS";

export class TooManyBucketsError extends Error {
  /** Next hands nothing else of an error to the browser, and this as it is. */
  readonly digest = TOO_MANY_BUCKETS;
}

/** Starts of all buckets that the range touches, in order. Throws TooManyBucketsError beyond `limit`. */
export function bucketStarts(range: ResolvedRange, granularity: Granularity, timeZone: string, limit = 1000): Date[] {
  const starts: Date[] = [];
  let start = bucketStart(range.from, granularity, timeZone);
  while (start < range.to) {
    if (starts.length === limit)
      throw new TooManyBucketsError(`more than ${limit} buckets: choose a coarser granularity`);
    starts.push(start);
    start = nextBucket(start, granularity, timeZone);
  }
  return starts;
}

function hourStart(moment: Date, options: Zoned): Date {
  const start = startOfHour(moment, options);
  // In the repeated hour after a clock change the first of both is found: step on to the one the moment is in.
  const behind = moment.getTime() - start.getTime();
  return behind < HOUR ? start : new Date(moment.getTime() - (behind % HOUR));
}
