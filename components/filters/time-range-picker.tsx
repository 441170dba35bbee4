"use client";

import { Calendar } from "lucide-react";
import { useState } from "react";
import { CustomRange } from "@/components/filters/custom-range";
import { PRESET_LABELS, rangeLabel } from "@/components/filters/range-label";
import { useTimeRange } from "@/components/filters/use-time-range";
import { useShortcut } from "@/components/frame/use-shortcut";
import { buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { RANGE_PRESETS } from "@/lib/filters/time-range";

/** Presets and a custom range; days and times are those of the project's zone. */
export function TimeRangePicker({ timeZone }: { timeZone: string }) {
  const { range, problem, setRange } = useTimeRange();
  const [open, setOpen] = useState(false);
  useShortcut("t", () => setOpen(true));
  const choose = (next: Parameters<typeof setRange>[0]) => {
    setRange(next);
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        title={problem ?? undefined}
        className={classNames(buttonClass("outline", "sm", "max-md:ml-auto"), problem !== null && "text-failed!")}
      >
        <Calendar aria-hidden className="text-faint" />
        {range === null ? "Range not understood" : rangeLabel(range, timeZone)}
      </PopoverTrigger>
      <PopoverContent aria-label="Time range" align="end" className="max-sm:w-72 sm:flex-row">
        <ul className="flex shrink-0 p-1 max-sm:flex-wrap sm:w-36 sm:flex-col sm:border-r">
          {RANGE_PRESETS.map((preset) => (
            <li key={preset}>
              <button
                type="button"
                aria-pressed={range !== null && "preset" in range && range.preset === preset}
                onClick={() => choose({ preset })}
                className="flex h-8 w-full items-center rounded-sm px-2 hover:bg-hover aria-pressed:font-medium aria-pressed:text-accent-text"
              >
                {PRESET_LABELS[preset]}
              </button>
            </li>
          ))}
        </ul>
        <CustomRange timeZone={timeZone} range={range} onApply={choose} />
      </PopoverContent>
    </Popover>
  );
}
