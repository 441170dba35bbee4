"use client";

import { Command } from "cmdk";
import { useState } from "react";
import { ChoiceItem } from "@/components/filters/choice-item";
import { COMMAND_INPUT, COMMAND_LIST } from "@/components/filters/command-styles";

const STATUSES = [
  { value: "error", label: "Any error" },
  { value: "2xx", label: "2xx, successful" },
  { value: "4xx", label: "4xx, refused" },
  { value: "5xx", label: "5xx, failed" },
  { value: "429", label: "429, rate limited" },
  { value: "cancelled", label: "Cancelled by the client" },
  { value: "interrupted", label: "Interrupted by the provider" },
  { value: "unreachable", label: "Provider unreachable" },
] as const;

/** How a call ended: classes, words and any single code. */
export function StatusChoice({ chosen, onChoose }: { chosen: string[]; onChoose: (values: string[]) => void }) {
  const [search, setSearch] = useState("");
  const [pinned] = useState(() => chosen.filter((value) => !STATUSES.some((status) => status.value === value)));
  const toggle = (value: string) => {
    onChoose(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  };
  const code = /^[1-5]\d\d$/.test(search) && !STATUSES.some((status) => status.value === search) ? search : null;
  const codes = code === null || pinned.includes(code) ? pinned : [...pinned, code];
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
        {[...STATUSES, ...codes.map((value) => ({ value, label: value }))].map(({ value, label }) => (
          <ChoiceItem key={value} value={label} checked={chosen.includes(value)} onToggle={() => toggle(value)}>
            {label}
          </ChoiceItem>
        ))}
      </Command.List>
    </Command>
  );
}
