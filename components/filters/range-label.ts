import { wallClock } from "@/components/format/time";
import type { RangePreset, TimeRange } from "@/lib/filters/time-range";

export const PRESET_LABELS: Record<RangePreset, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
  all: "All time",
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Last 7 days`, `Nov 3, 08:00 to Nov 5, 12:30`: moments as clocks of the zone show them. */
export function rangeLabel(range: TimeRange, timeZone: string): string {
  if ("preset" in range) return PRESET_LABELS[range.preset];
  return `${momentLabel(range.from, timeZone)} to ${momentLabel(range.to, timeZone)}`;
}

/** `Nov 3, 08:00`. */
export function momentLabel(moment: Date, timeZone: string): string {
  const { month, day, hour, minute } = wallClock(moment, timeZone);
  return `${MONTHS[month - 1] ?? ""} ${day}, ${twoDigits(hour)}:${twoDigits(minute)}`;
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
