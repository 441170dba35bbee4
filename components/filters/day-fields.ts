import { TZDate } from "@date-fns/tz";
import { twoDigits } from "@/components/filters/range-label";
import { wallClock } from "@/components/format/time";
import { bucketStart, type ResolvedRange } from "@/lib/filters/time-range";

/** Two days, as a calendar's local dates, and two times of day. */
export type DayFields = { from: Date; to: Date; fromTime: string; toTime: string };

export const FIRST_TIME = "00:00";
/** As an end it is the end of the day: a field for times has no 24:00, and the last minute belongs to the day too. */
export const LAST_TIME = "23:59";

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** What the fields say of a range. */
export function dayFields({ from, to }: ResolvedRange, timeZone: string): DayFields {
  const endsDay = to.getTime() === bucketStart(to, "day", timeZone).getTime();
  return {
    from: calendarDay(from, timeZone),
    fromTime: timeOfDay(from, timeZone),
    to: calendarDay(endsDay ? new Date(to.getTime() - 1) : to, timeZone),
    toTime: endsDay ? LAST_TIME : timeOfDay(to, timeZone),
  };
}

/** The range the fields say; null when a time is none, or nothing lies between them. */
export function rangeOf({ from, to, fromTime, toTime }: DayFields, timeZone: string): ResolvedRange | null {
  const start = momentOf(from, fromTime, timeZone);
  const end = toTime === LAST_TIME ? momentOf(nextDay(to), FIRST_TIME, timeZone) : momentOf(to, toTime, timeZone);
  return start === null || end === null || start >= end ? null : { from: start, to: end };
}

/** The moment's day in the zone, as the calendar's local date. */
export function calendarDay(moment: Date, timeZone: string): Date {
  const { year, month, day } = wallClock(moment, timeZone);
  return new Date(year, month - 1, day);
}

function nextDay(day: Date): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1);
}

function timeOfDay(moment: Date, timeZone: string): string {
  const { hour, minute } = wallClock(moment, timeZone);
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

function momentOf(day: Date, time: string, timeZone: string): Date | null {
  const [, hour, minute] = TIME.exec(time) ?? [];
  if (hour === undefined) return null;
  const date = [day.getFullYear(), day.getMonth(), day.getDate()] as const;
  return new Date(new TZDate(...date, Number(hour), Number(minute), 0, 0, timeZone).getTime());
}
