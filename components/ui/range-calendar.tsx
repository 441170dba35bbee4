"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { type DateRange, DayPicker } from "react-day-picker";
import { buttonClass } from "@/components/ui/button";

/** One month in which two days are chosen. Dates are local calendar days; `today` is marked and nothing after it offered. */
export function RangeCalendar({
  selected,
  onSelect,
  today,
}: {
  selected: DateRange | undefined;
  onSelect: (range: DateRange | undefined) => void;
  today: Date;
}) {
  return (
    <DayPicker
      mode="range"
      weekStartsOn={1}
      selected={selected}
      onSelect={onSelect}
      defaultMonth={selected?.to ?? today}
      today={today}
      disabled={{ after: today }}
      components={{ Chevron: Arrow }}
      classNames={{
        root: "relative",
        month_caption: "flex h-7 items-center px-1 font-medium",
        nav: "absolute top-0 right-0 flex gap-1",
        button_previous: buttonClass("ghost", "icon"),
        button_next: buttonClass("ghost", "icon"),
        month_grid: "mt-1 w-full border-collapse",
        weekday: "h-8 text-xs font-normal text-faint",
        day: "p-0 text-center",
        day_button:
          "h-8 w-full rounded-md hover:bg-hover disabled:cursor-default disabled:text-faint disabled:opacity-60",
        today: "font-medium text-accent-text",
        selected: "bg-accent-soft",
        range_start: "rounded-l-md [&_button]:bg-accent [&_button]:text-accent-ink",
        range_end: "rounded-r-md [&_button]:bg-accent [&_button]:text-accent-ink",
        outside: "text-faint",
      }}
    />
  );
}

function Arrow({ orientation }: { orientation?: "up" | "down" | "left" | "right" }) {
  return orientation === "left" ? <ChevronLeft aria-hidden /> : <ChevronRight aria-hidden />;
}
