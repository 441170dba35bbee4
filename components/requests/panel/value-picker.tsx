"use client";

import { Command } from "cmdk";
import { useDeferredValue, useState } from "react";
import { COMMAND_INPUT, COMMAND_ITEM, COMMAND_LIST } from "@/components/filters/command-styles";
import { formatCount } from "@/components/format/count";
import { useFieldValues } from "@/components/requests/panel/use-field-values";
import { propertyField } from "@/lib/filters/fields";

type Props = {
  project: string | null;
  propertyKey: string;
  /** What people call the property. */
  name: string;
  /** The value it has; null: none yet. */
  present: string | null;
  onPick: (value: string) => void;
};

/** Asks for a property's value: any text, with those suggested that it had on other requests of the last 30 days. */
export function ValuePicker({ project, propertyKey, name, present, onPick }: Props) {
  const [typed, setTyped] = useState(present ?? "");
  // The present value is there to be edited, not to narrow the list.
  const search = useDeferredValue(typed === present ? "" : typed);
  const known = useFieldValues(project, propertyField(propertyKey), search);
  return (
    <Command label={`Value of ${name}`} shouldFilter={false} loop className="flex min-h-0 w-72 max-w-full flex-col">
      <Command.Input
        autoFocus
        value={typed}
        maxLength={1_024}
        onValueChange={setTyped}
        onFocus={(event) => event.currentTarget.select()}
        placeholder="Type or choose a value"
        className={COMMAND_INPUT}
      />
      <Command.List className={COMMAND_LIST}>
        {typed === present || typed === "" ? null : (
          <Command.Item value="typed" onSelect={() => onPick(typed)} className={COMMAND_ITEM}>
            <span className="truncate">Set to “{typed}”</span>
          </Command.Item>
        )}
        {(known.data ?? [])
          .filter(({ value }) => value !== typed && value !== "")
          .map(({ value, requests }) => (
            <Command.Item key={value} value={`value ${value}`} onSelect={() => onPick(value)} className={COMMAND_ITEM}>
              <span className="min-w-0 flex-1 truncate">{value}</span>
              <span className="text-xs text-faint">{formatCount(requests)}</span>
            </Command.Item>
          ))}
        {/* Last, so that Enter on an empty field does not set it unasked. */}
        {typed === "" && present !== "" ? (
          <Command.Item value="empty" onSelect={() => onPick("")} className={COMMAND_ITEM}>
            <span className="text-muted">Empty text</span>
          </Command.Item>
        ) : null}
      </Command.List>
    </Command>
  );
}
