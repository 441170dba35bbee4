"use client";

import { Command } from "cmdk";
import { ChoiceItem } from "@/components/filters/choice-item";
import { COMMAND_INPUT, COMMAND_LIST } from "@/components/filters/command-styles";
import { useSuggestions } from "@/components/filters/use-suggestions";
import { formatCount } from "@/components/format/count";
import { CHOICES, type ChoiceField } from "@/lib/filters/fields";

/** Everything a field of few values may be, with how many requests are that. */
export function ChoiceList({
  field,
  label,
  chosen,
  onChoose,
}: {
  field: ChoiceField;
  label: string;
  chosen: string[];
  onChoose: (values: string[]) => void;
}) {
  const counted = useSuggestions(field, "").data;
  const count = (value: string) => counted?.find((each) => each.value === value)?.requests ?? 0;
  return (
    <Command label={`Values of ${label}`} loop className="flex min-h-0 flex-col">
      <Command.Input autoFocus placeholder="Search" className={COMMAND_INPUT} />
      <Command.List aria-multiselectable className={COMMAND_LIST}>
        <Command.Empty className="px-2 py-1.5 text-faint">{`Either ${CHOICES[field].join(" or ")}`}</Command.Empty>
        {CHOICES[field].map((value) => (
          <ChoiceItem
            key={value}
            value={value}
            checked={chosen.includes(value)}
            onToggle={() =>
              onChoose(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value])
            }
            count={counted === undefined ? undefined : formatCount(count(value))}
          >
            {value}
          </ChoiceItem>
        ))}
      </Command.List>
    </Command>
  );
}
