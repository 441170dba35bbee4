const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** A moment as clocks and calendars in a zone show it. */
export type WallClock = {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
};

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** A page asks for the same moments again and again; asking Intl is a hundred times slower than looking up. */
const MOST_KEPT = 5_000;
const kept = new Map<string, WallClock>();

export function wallClock(moment: Date | number, timeZone: string): WallClock {
  const key = `${Number(moment)} ${timeZone}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const read = readClock(moment, timeZone);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, read);
  return read;
}

/** Only numbers are taken from Intl: words and spaces differ between ICU versions, so between server and browser. */
function readClock(moment: Date | number, timeZone: string): WallClock {
  const found = new Map(
    clockIn(timeZone)
      .formatToParts(moment)
      .map((part) => [part.type, Number(part.value)]),
  );
  const read = (name: Intl.DateTimeFormatPartTypes) => found.get(name) ?? 0;
  return {
    year: read("year"),
    month: read("month"),
    day: read("day"),
    hour: read("hour"),
    minute: read("minute"),
    second: read("second"),
  };
}

const two = (value: number) => String(value).padStart(2, "0");
const monthDay = (at: WallClock) => `${MONTHS[at.month - 1] ?? ""} ${at.day}`;
const hourMinute = (at: WallClock) => `${two(at.hour)}:${two(at.minute)}`;

/** The zone's offset at that moment: `UTC`, `UTC+1`, `UTC-3:30`. */
export function formatOffset(moment: Date | number, timeZone: string): string {
  const at = wallClock(moment, timeZone);
  const asUtc = Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
  const minutes = Math.round((asUtc - Math.floor(Number(moment) / 1000) * 1000) / 60_000);
  if (minutes === 0) return "UTC";
  const sign = minutes < 0 ? "-" : "+";
  const size = Math.abs(minutes);
  return `UTC${sign}${Math.floor(size / 60)}${size % 60 === 0 ? "" : `:${two(size % 60)}`}`;
}

/** A single moment in full, for hover and panels: `Nov 20, 2026, 16:44:05 UTC+1`. */
export function formatMoment(moment: Date | number, timeZone: string): string {
  const at = wallClock(moment, timeZone);
  return `${monthDay(at)}, ${at.year}, ${hourMinute(at)}:${two(at.second)} ${formatOffset(moment, timeZone)}`;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A moment in a table: `12 s ago`, `5 min ago`, `3 h ago`; after a day `Nov 18, 16:44`, the year when it is another. */
export function formatAge(moment: Date | number, now: Date | number, timeZone: string): string {
  const age = Number(now) - Number(moment);
  if (age >= -MINUTE && age < 5 * SECOND) return "just now";
  if (age > 0 && age < MINUTE) return `${Math.floor(age / SECOND)} s ago`;
  if (age > 0 && age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age > 0 && age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  const at = wallClock(moment, timeZone);
  const year = at.year === wallClock(now, timeZone).year ? "" : `, ${at.year}`;
  return `${monthDay(at)}${year}, ${hourMinute(at)}`;
}

export type BucketSize = "minute" | "hour" | "day" | "week" | "month";

/** A bucket named by its start: `Nov 20, 16:00`, `Thu, Nov 20`, `week of Nov 16`, `Nov 2026`. */
export function formatBucket(start: Date | number, size: BucketSize, timeZone: string): string {
  const at = wallClock(start, timeZone);
  if (size === "month") return `${MONTHS[at.month - 1] ?? ""} ${at.year}`;
  if (size === "week") return `week of ${monthDay(at)}`;
  if (size === "day") return `${WEEKDAYS[weekday(at)] ?? ""}, ${monthDay(at)}`;
  return `${monthDay(at)}, ${hourMinute(at)}`;
}

function weekday(at: WallClock): number {
  return new Date(Date.UTC(at.year, at.month - 1, at.day)).getUTCDay();
}

/** A tick on a time axis: the hour within a day, the date where a day begins or buckets are days. */
export function formatTick(start: Date | number, size: BucketSize, timeZone: string): string {
  const at = wallClock(start, timeZone);
  if (size === "month") return `${MONTHS[at.month - 1] ?? ""} ${at.year}`;
  const withinDay = (size === "hour" || size === "minute") && (at.hour !== 0 || at.minute !== 0);
  return withinDay ? hourMinute(at) : monthDay(at);
}
