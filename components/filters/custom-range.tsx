"use client";

import { TZDate } from "@date-fns/tz";
import { useId, useState } from "react";
import type { DateRange } from "react-day-picker";
import { twoDigits } from "@/components/filters/range-label";
import { formatOffset, wallClock } from "@/components/format/time";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { RangeCalendar } from "@/components/ui/range-calendar";
import type { TimeRange } from "@/lib/filters/time-range";

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Two days and two times of day in the project's zone. */
export function CustomRange({
  timeZone,
  range,
  onApply,
}: {
  timeZone: string;
  range: TimeRange | null;
  onApply: (range: TimeRange) => void;
}) {
  const given = range !== null && "from" in range ? range : null;
  const [days, setDays] = useState<DateRange | undefined>(
    given === null ? undefined : { from: calendarDay(given.from, timeZone), to: calendarDay(given.to, timeZone) },
  );
  const [fromTime, setFromTime] = useState(given === null ? "00:00" : timeOfDay(given.from, timeZone));
  const [toTime, setToTime] = useState(given === null ? "23:59" : timeOfDay(given.to, timeZone));
  const from = momentOf(days?.from, fromTime, timeZone);
  const to = momentOf(days?.to ?? days?.from, toTime, timeZone);
  const usable = from !== null && to !== null && from < to;
  return (
    <form
      className="flex min-w-0 flex-col gap-3 overflow-y-auto p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (usable) onApply({ from, to });
      }}
    >
      <RangeCalendar selected={days} onSelect={setDays} today={calendarDay(new Date(), timeZone)} />
      <div className="flex items-end gap-2">
        <TimeField label="From" value={fromTime} onChange={setFromTime} />
        <TimeField label="To" value={toTime} onChange={setToTime} />
        <Button type="submit" variant="primary" size="md" disabled={!usable}>
          Apply
        </Button>
      </div>
      <p className="text-xs text-muted">
        Times are in {timeZone}
        {timeZone === "UTC" ? "" : ` (${formatOffset(from ?? new Date(), timeZone)})`}, the project’s zone.
      </p>
    </form>
  );
}

function TimeField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="flex-1">
      <label htmlFor={id} className="text-xs text-muted">
        {label}
      </label>
      <Input id={id} type="time" required value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

/** The moment's day in the zone, as the calendar's local date. */
function calendarDay(moment: Date, timeZone: string): Date {
  const { year, month, day } = wallClock(moment, timeZone);
  return new Date(year, month - 1, day);
}

function timeOfDay(moment: Date, timeZone: string): string {
  const { hour, minute } = wallClock(moment, timeZone);
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

function momentOf(day: Date | undefined, time: string, timeZone: string): Date | null {
  const parts = TIME.exec(time);
  if (day === undefined || parts === null) return null;
  const local = new TZDate(
    day.getFullYear(),
    day.getMonth(),
    day.getDate(),
    Number(parts[1]),
    Number(parts[2]),
    0,
    0,
    timeZone,
  );
  return new Date(local.getTime());
}
