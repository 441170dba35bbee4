"use client";

import { useId, useState } from "react";
import type { DateRange } from "react-day-picker";
import { calendarDay, dayFields, FIRST_TIME, LAST_TIME, rangeOf } from "@/components/filters/day-fields";
import { formatOffset } from "@/components/format/time";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { RangeCalendar } from "@/components/ui/range-calendar";
import type { TimeRange } from "@/lib/filters/time-range";

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
  const given = range !== null && "from" in range ? dayFields(range, timeZone) : null;
  const [days, setDays] = useState<DateRange | undefined>(
    given === null ? undefined : { from: given.from, to: given.to },
  );
  const [fromTime, setFromTime] = useState(given?.fromTime ?? FIRST_TIME);
  const [toTime, setToTime] = useState(given?.toTime ?? LAST_TIME);
  const from = days?.from;
  const chosen = from && rangeOf({ from, to: days?.to ?? from, fromTime, toTime }, timeZone);
  return (
    <form
      className="flex min-w-0 flex-col gap-3 overflow-y-auto p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) onApply(chosen);
      }}
    >
      <RangeCalendar selected={days} onSelect={setDays} today={calendarDay(new Date(), timeZone)} />
      <div className="flex flex-wrap items-end gap-2">
        <TimeField label="From" value={fromTime} onChange={setFromTime} />
        <TimeField label="To" value={toTime} onChange={setToTime} />
        <Button type="submit" variant="primary" size="md" className="justify-center max-sm:w-full" disabled={!chosen}>
          Apply
        </Button>
      </div>
      <p className="text-xs text-muted">
        Times are in {timeZone}
        {timeZone === "UTC" ? "" : ` (${formatOffset(chosen?.from ?? new Date(), timeZone)})`}, the project’s zone.
      </p>
    </form>
  );
}

function TimeField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="min-w-0 flex-1">
      <label htmlFor={id} className="text-xs text-muted">
        {label}
      </label>
      <Input id={id} type="time" required value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
