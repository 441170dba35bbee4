import { bucketAfter, bucketStarts, type Granularity, nextBucket, type ResolvedRange } from "./time-range";

export type PreviousBuckets = {
  /** One for each bucket of the range, in order. */
  buckets: Date[];
  range: ResolvedRange;
};

/** Whole days are compared with days, whole hours with hours: lunch with lunch, not with midnight. */
const ROUND = { minute: 60, hour: 24, day: 1, week: 1, month: 1 } as const satisfies Record<Granularity, number>;

/**
 * The buckets to lay behind those of a range: as many buckets earlier as the range has whole ones, so that the last 7
 * days and today stand before the 8 days that began a week earlier. The bucket that is running at `now` has a whole one
 * behind it, a bucket that the range cuts an equal part.
 */
export function previousBuckets(
  range: ResolvedRange,
  granularity: Granularity,
  timeZone: string,
  now: Date,
): PreviousBuckets {
  const starts = bucketStarts(range, granularity, timeZone);
  const [first = range.from] = starts;
  const last = starts.at(-1) ?? first;
  const end = nextBucket(last, granularity, timeZone);
  const running = last <= now && now < end;
  const cutAtEnd = !running && range.to < end;
  const whole = starts.length - (running || (cutAtEnd && range.from > first) ? 1 : 0);
  const round = ROUND[granularity];
  const steps = Math.max(1, whole >= round ? Math.floor(whole / round) * round : whole);
  const buckets = starts.map((start) => bucketAfter(start, granularity, timeZone, -steps));
  const [previousFirst = first] = buckets;
  const previousLast = buckets.at(-1) ?? previousFirst;
  const previousEnd = nextBucket(previousLast, granularity, timeZone);
  const cut = new Date(previousLast.getTime() + range.to.getTime() - last.getTime());
  return {
    buckets,
    range: {
      from: new Date(previousFirst.getTime() + range.from.getTime() - first.getTime()),
      to: cutAtEnd && cut < previousEnd ? cut : previousEnd,
    },
  };
}
