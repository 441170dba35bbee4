import type { Random } from "./random";

/** Visits of a working day; with 3 to 4 calls each, 30 days make about 200,000 requests. */
const VISITS_PER_DAY = 2_070;

/** Share of a day's visits by UTC hour: Europe's morning, the overlap with America, a quiet night. */
const HOURS = [
  1.2, 0.9, 0.8, 0.8, 1.1, 1.9, 3.2, 5.1, 6.9, 7.6, 7.4, 6.6, 6.2, 7.0, 7.7, 7.5, 6.8, 5.4, 4.2, 3.5, 3.0, 2.4, 1.8,
  1.5,
];
const HOURS_TOTAL = HOURS.reduce((sum, share) => sum + share, 0);

/** Sunday first. */
const WEEKDAYS = [0.42, 0.98, 1.06, 1.08, 1.04, 0.94, 0.5];

const HOUR_MS = 3_600_000;

/** Moments (milliseconds since the epoch) at which somebody starts to use the product on a UTC day. */
export function visitMoments(dayStart: number, random: Random): number[] {
  const weekday = WEEKDAYS[new Date(dayStart).getUTCDay()] ?? 1;
  // No two days are alike.
  const mood = 0.93 + 0.14 * random.next();
  const moments: number[] = [];
  for (const [hour, share] of HOURS.entries()) {
    const expected = (VISITS_PER_DAY * weekday * mood * share) / HOURS_TOTAL;
    const visits = Math.round(expected * (0.9 + 0.2 * random.next()));
    for (let visit = 0; visit < visits; visit++) {
      moments.push(dayStart + hour * HOUR_MS + Math.floor(random.next() * HOUR_MS));
    }
  }
  return moments.sort((left, right) => left - right);
}
