"use client";

import { Command } from "cmdk";
import { useState } from "react";
import { ChoiceItem } from "@/components/filters/choice-item";
import { COMMAND_INPUT, COMMAND_LIST } from "@/components/filters/command-styles";
import { STATUSES, statusCount } from "@/components/filters/statuses";
import { useSuggestions } from "@/components/filters/use-suggestions";
import { formatCount } from "@/components/format/count";

/** How a call ended: classes, words and any single code, with how many requests did. */
export function StatusChoice({ chosen, onChoose }: { chosen: string[]; onChoose: (values: string[]) => void }) {
  const [search, setSearch] = useState("");
  const [pinned] = useState(() => chosen.filter((value) => !STATUSES.some((status) => status.value === value)));
  const counted = useSuggestions("status", "").data ?? [];
  const toggle = (value: string) => {
    onChoose(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  };
  const seen = counted.map(({ value }) => value).filter((value) => /^[1-5]\d\d$/.test(value));
  const typed = /^[1-5]\d\d$/.test(search) ? [search] : [];
  const codes = [...new Set([...pinned, ...seen, ...typed])]
    .filter((code) => !STATUSES.some((status) => status.value === code))
    .map((value) => ({ value, label: value }));
  return (
    <Command label="Status" loop className="flex min-h-0 flex-col">
      <Command.Input
        autoFocus
        value={search}
        onValueChange={setSearch}
        placeholder="Search or type a code"
        className={COMMAND_INPUT}
      />
      <Command.List aria-multiselectable className={COMMAND_LIST}>
        <Command.Empty className="px-2 py-1.5 text-faint">A status is a number such as 404</Command.Empty>
        {[...STATUSES, ...codes].map(({ value, label }) => {
          const count = counted.length === 0 ? undefined : statusCount(value, counted);
          return (
            <ChoiceItem
              key={value}
              value={label}
              checked={chosen.includes(value)}
              onToggle={() => toggle(value)}
              count={count === undefined ? undefined : formatCount(count)}
            >
              {label}
            </ChoiceItem>
          );
        })}
      </Command.List>
    </Command>
  );
}
