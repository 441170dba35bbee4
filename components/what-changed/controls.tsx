"use client";

import { TZDate } from "@date-fns/tz";
import { ChevronDown } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useId, useState } from "react";
import { momentLabel } from "@/components/filters/range-label";
import { wallClock } from "@/components/format/time";
import { useUrlTransition } from "@/components/frame/url-transition";
import { Button, buttonClass } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { METRIC_WORDS } from "@/components/what-changed/figures";
import { BASE_PRESETS, CHANGE_METRICS, readBase, whatChangedParams } from "@/lib/filters/what-changed-params";

const BASE_LABELS = {
  previous: "the period before",
  day: "the same time a day earlier",
  week: "the same time a week earlier",
} as const;

const parsers = { metric: whatChangedParams.metric, base: whatChangedParams.base };

/** Chooses what is compared, and with which earlier period. `timeZone` is the project's; `current` begins the range. */
export function Controls({ timeZone, current }: { timeZone: string; current: number }) {
  const { start } = useUrlTransition();
  const [{ metric, base }, setUrl] = useQueryStates(parsers, {
    shallow: false,
    history: "push",
    startTransition: start,
  });
  const [open, setOpen] = useState(false);
  const read = readBase(base);
  const choose = (next: string) => {
    void setUrl({ base: next });
    setOpen(false);
  };
  const label =
    read.value === null
      ? "a period that cannot be read"
      : typeof read.value === "string"
        ? BASE_LABELS[read.value]
        : `the period from ${momentLabel(read.value, timeZone)}`;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <fieldset className="flex rounded-md border border-line-strong bg-surface">
        <legend className="sr-only">What is compared</legend>
        {CHANGE_METRICS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={metric === name}
            onClick={() => void setUrl({ metric: name })}
            className="h-7 px-2.5 text-muted text-sm first:rounded-l-md last:rounded-r-md not-first:border-l hover:bg-hover aria-pressed:bg-selected aria-pressed:font-medium aria-pressed:text-ink"
          >
            {METRIC_WORDS[name].label}
          </button>
        ))}
      </fieldset>
      <div className="flex min-w-0 items-center gap-2 text-muted text-sm">
        compared with
        <Popover open={open} onOpenChange={setOpen}>
          <PopoverTrigger className={buttonClass("outline", "sm", "min-w-0 shrink text-ink")}>
            <span className="truncate">{label}</span>
            <ChevronDown aria-hidden className="text-faint" />
          </PopoverTrigger>
          <PopoverContent aria-label="Compared with" align="start" className="w-72">
            <ul className="p-1">
              {BASE_PRESETS.map((preset) => (
                <li key={preset}>
                  <button
                    type="button"
                    aria-pressed={base === preset}
                    onClick={() => choose(preset)}
                    className="flex h-8 w-full items-center rounded-sm px-2 text-sm hover:bg-hover aria-pressed:font-medium aria-pressed:text-accent-text"
                  >
                    {`${BASE_LABELS[preset].charAt(0).toUpperCase()}${BASE_LABELS[preset].slice(1)}`}
                  </button>
                </li>
              ))}
            </ul>
            <StartForm
              timeZone={timeZone}
              initial={read.value instanceof Date ? read.value.getTime() : current}
              onApply={choose}
            />
          </PopoverContent>
        </Popover>
      </div>
    </div>
  );
}

type StartFormProps = { timeZone: string; initial: number; onApply: (base: string) => void };

/** Any other period: where it begins; it is as long as the range. */
function StartForm({ timeZone, initial, onApply }: StartFormProps) {
  const id = useId();
  const [text, setText] = useState(() => localText(initial, timeZone));
  const moment = momentOf(text, timeZone);
  return (
    <form
      className="flex flex-col gap-2 border-t p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (moment !== null) onApply(moment.toISOString());
      }}
    >
      <label htmlFor={id} className="text-sm">
        A period as long as this one, from
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          type="datetime-local"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="min-w-0 flex-1"
        />
        <Button type="submit" variant="primary" size="md" disabled={moment === null}>
          Apply
        </Button>
      </div>
      <p className="text-muted text-xs">In {timeZone}, the project’s zone.</p>
    </form>
  );
}

const two = (value: number) => String(value).padStart(2, "0");

function localText(moment: number, timeZone: string): string {
  const { year, month, day, hour, minute } = wallClock(moment, timeZone);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

function momentOf(text: string, timeZone: string): Date | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text)?.slice(1).map(Number);
  if (found === undefined) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = found;
  return new Date(new TZDate(year, month - 1, day, hour, minute, timeZone).getTime());
}
