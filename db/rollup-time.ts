import { tz } from "@date-fns/tz";
import { addDays, startOfDay, startOfWeek } from "date-fns";

export const HOUR_MS = 3_600_000;

/** The start of the UTC hour that a moment lies in: hours of rollups are UTC hours in every time zone. */
export function hourStart(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / HOUR_MS) * HOUR_MS);
}

/** The start of the local day that a moment lies in. */
export function dayStart(moment: Date, timeZone: string): Date {
  return new Date(startOfDay(moment, { in: tz(timeZone) }).getTime());
}

/** The start of the first day of the week (a Monday) that the local day starting here lies in. */
export function weekStart(start: Date, timeZone: string): Date {
  // By way of noon, and of the day: midnight is skipped in some zones, and not always the start of the day.
  const middle = new Date(start.getTime() + 12 * HOUR_MS);
  const monday = startOfWeek(middle, { in: tz(timeZone), weekStartsOn: 1 });
  return dayStart(new Date(monday.getTime() + 12 * HOUR_MS), timeZone);
}

/** The start of the local day after the one that starts here; it may have 23 or 25 hours. */
export function nextDay(start: Date, timeZone: string): Date {
  // Noon is never skipped by a clock change, midnight is in some zones.
  const middle = new Date(start.getTime() + 12 * HOUR_MS);
  return new Date(startOfDay(addDays(middle, 1, { in: tz(timeZone) }), { in: tz(timeZone) }).getTime());
}
