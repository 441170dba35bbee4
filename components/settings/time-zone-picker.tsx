"use client";

import { Command } from "cmdk";
import { ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import { COMMAND_INPUT, COMMAND_ITEM, COMMAND_LIST } from "@/components/filters/command-styles";
import { formatOffset } from "@/components/format/time";
import { buttonClass } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

type TimeZonePickerProps = {
  /** Id of the element that names it. */
  labelledBy: string;
  value: string;
  /** IANA names. */
  choices: string[];
  onChange: (timeZone: string) => void;
};

/** One of many time zones, found by typing a part of its name. */
export function TimeZonePicker({ labelledBy, value, choices, onChange }: TimeZonePickerProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        id="time-zone"
        aria-labelledby={`${labelledBy} time-zone`}
        className={buttonClass("outline", "md", "w-full justify-between font-normal")}
      >
        {readable(value)}
        <ChevronsUpDown aria-hidden className="text-faint" />
      </PopoverTrigger>
      <PopoverContent aria-label="Time zone" className="w-(--radix-popover-trigger-width)">
        <Command label="Time zones" loop defaultValue={value} filter={contains}>
          <Command.Input placeholder="Search a city or zone" className={COMMAND_INPUT} />
          <Command.List className={COMMAND_LIST}>
            <Command.Empty className="px-2 py-4 text-center text-muted">No zone is called like that.</Command.Empty>
            {choices.map((choice) => (
              <Command.Item
                key={choice}
                value={choice}
                className={COMMAND_ITEM}
                onSelect={() => {
                  onChange(choice);
                  setOpen(false);
                }}
              >
                <span className="min-w-0 flex-1 truncate">{readable(choice)}</span>
                <span className="text-faint text-xs">{open ? formatOffset(Date.now(), choice) : ""}</span>
              </Command.Item>
            ))}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

function readable(timeZone: string): string {
  return timeZone.replaceAll("_", " ");
}

/** Fuzzy matching finds Atlantic/Bermuda for "berl". */
function contains(choice: string, search: string): number {
  return readable(choice).toLowerCase().includes(readable(search).trim().toLowerCase()) ? 1 : 0;
}
