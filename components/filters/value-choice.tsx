"use client";

import { Command } from "cmdk";
import { useDeferredValue, useState } from "react";
import { ChoiceItem } from "@/components/filters/choice-item";
import { COMMAND_INPUT, COMMAND_LIST } from "@/components/filters/command-styles";
import { useSuggestions } from "@/components/filters/use-suggestions";
import { formatCount } from "@/components/format/count";
import type { Field } from "@/lib/filters/fields";

/** Values of a text field with how many requests carry each; several may be ticked, and any other one typed. */
export function ValueChoice({
  field,
  label,
  chosen,
  onChoose,
}: {
  field: Field;
  label: string;
  chosen: string[];
  onChoose: (values: string[]) => void;
}) {
  const [search, setSearch] = useState("");
  const suggestions = useSuggestions(field, useDeferredValue(search));
  // What was chosen before the list opened stays on top, also when it is not among the suggestions.
  const [pinned] = useState(chosen);
  const known = suggestions.data ?? [];
  const listed = known.filter(({ value }) => !pinned.includes(value));
  const typed = search.trim() !== "" && !known.some(({ value }) => value === search) && !chosen.includes(search);
  const toggle = (value: string) => {
    onChoose(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  };
  const count = (value: string) => known.find((suggestion) => suggestion.value === value)?.requests;
  return (
    <Command label={`Values of ${label}`} shouldFilter={false} loop className="flex min-h-0 flex-col">
      <Command.Input
        autoFocus
        value={search}
        onValueChange={setSearch}
        placeholder="Search or type a value"
        className={COMMAND_INPUT}
      />
      <Command.List aria-multiselectable className={COMMAND_LIST}>
        {search === "" && pinned.length > 0 ? (
          <Command.Group>
            {pinned.map((value) => (
              <ChoiceItem
                key={value}
                value={`chosen ${value}`}
                checked={chosen.includes(value)}
                onToggle={() => toggle(value)}
                count={countText(count(value))}
              >
                {value === "" ? "Empty text" : value}
              </ChoiceItem>
            ))}
          </Command.Group>
        ) : null}
        {(search === "" ? listed : known).map(({ value, requests }) => (
          <ChoiceItem
            key={value}
            value={`value ${value}`}
            checked={chosen.includes(value)}
            onToggle={() => toggle(value)}
            count={countText(requests)}
          >
            {value === "" ? "Empty text" : value}
          </ChoiceItem>
        ))}
        {typed ? (
          <ChoiceItem value="typed" checked={false} onToggle={() => toggle(search)}>
            Use “{search}”
          </ChoiceItem>
        ) : null}
        <Note state={suggestions.status} empty={known.length === 0 && pinned.length === 0 && !typed} />
      </Command.List>
    </Command>
  );
}

function countText(requests: number | undefined): string | undefined {
  return requests === undefined ? undefined : formatCount(requests);
}

function Note({ state, empty }: { state: "pending" | "error" | "success"; empty: boolean }) {
  if (state === "pending") return <p className="animate-late px-2 py-1.5 text-faint">Loading values</p>;
  if (state === "error")
    return <p className="px-2 py-1.5 text-failed">Suggestions could not be loaded. Type a value.</p>;
  return empty ? <p className="px-2 py-1.5 text-faint">No values in this time range</p> : null;
}
