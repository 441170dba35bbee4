import { GRAINS } from "@/db/rollup-schema";
import { dayStart, HOUR_MS, hourStart, nextDay } from "@/db/rollup-time";
import type { Cell } from "./cell-sql";

/** A cell that is built, and whether it holds everything that is asked for now. */
export type BuiltCell = Cell & { hasFields: boolean; hasPairs: boolean };

/** Calls still under way when an hour ends may take this long to arrive; later ones are merely built again. */
const GRACE_MS = 60_000;

/** The start of the day that still runs: its hours hold pairs. */
export function runningDay(now: Date, timeZone: string): Date {
  return dayStart(new Date(now.getTime() - GRACE_MS), timeZone);
}

/** The start of the hour that still runs: it and later ones are read from facts. */
export function runningHour(now: Date): Date {
  return hourStart(new Date(now.getTime() - GRACE_MS));
}

/** Closed hours and days since the project's first request which have to be built, newest first, a day after its hours. */
export function missingCells(built: readonly BuiltCell[], firstAt: Date, now: Date, timeZone: string): Cell[] {
  const known = new Map(built.map((cell) => [keyOf(cell), cell]));
  const runningFrom = runningDay(now, timeZone);
  const isMissing = (cell: Cell) => {
    const found = known.get(keyOf(cell));
    if (!found?.hasFields) return true;
    return !found.hasPairs && (cell.grain === GRAINS.day || cell.until > runningFrom);
  };
  const days = daysBetween(firstAt, now, timeZone).reverse();
  const lastHour = runningHour(now);
  return days.flatMap((day) => {
    const closed = day.until <= runningFrom ? [day] : [];
    return [...hoursOf(day, firstAt, lastHour).reverse(), ...closed].filter(isMissing);
  });
}

const keyOf = ({ grain, start, until }: Cell) => `${grain} ${start.getTime()} ${until.getTime()}`;

function daysBetween(from: Date, to: Date, timeZone: string): Cell[] {
  const days: Cell[] = [];
  let start = dayStart(from, timeZone);
  while (start <= to) {
    const until = nextDay(start, timeZone);
    days.push({ grain: GRAINS.day, start, until });
    start = until;
  }
  return days;
}

/** Hours that begin in the day; in zones of half hours that is not where the day begins. */
function hoursOf(day: Cell, firstAt: Date, runningFrom: Date): Cell[] {
  const hours: Cell[] = [];
  const first = hourStart(new Date(Math.max(firstAt.getTime(), day.start.getTime() + HOUR_MS - 1)));
  for (let start = first; start < day.until && start < runningFrom; ) {
    const until = new Date(start.getTime() + HOUR_MS);
    hours.push({ grain: GRAINS.hour, start, until });
    start = until;
  }
  return hours;
}
