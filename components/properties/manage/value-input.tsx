"use client";

import { type KeyboardEvent, useDeferredValue, useId, useState } from "react";
import { type Offer, OptionList, optionId, steppedTo } from "@/components/filters/option-list";
import { formatCount } from "@/components/format/count";
import { useFieldValues } from "@/components/requests/panel/use-field-values";
import { Input } from "@/components/ui/input";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import type { DimensionField } from "@/lib/filters/fields";

type ValueInputProps = {
  label: string;
  project: string;
  field: DimensionField;
  value: string;
  autoFocus?: boolean;
  onChange: (value: string) => void;
};

/** Any text, with the values suggested that requests carried in the last 30 days. */
export function ValueInput({ label, project, field, value, autoFocus, onChange }: ValueInputProps) {
  const id = useId();
  const listId = useId();
  const [wanted, setWanted] = useState(false);
  const [active, setActive] = useState<string | null>(null);
  const known = useFieldValues(project, field, useDeferredValue(value));
  const items = (known.data ?? [])
    .filter((each) => each.value !== value && each.value !== "")
    .map((each, index): Offer => ({ id: String(index), label: each.value, hint: formatCount(each.requests) }));
  const open = wanted && items.length > 0;
  const activeItem = open ? items.find((item) => item.id === active) : undefined;
  const choose = ({ label: chosen }: Offer) => {
    onChange(chosen);
    setWanted(false);
    setActive(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.shiftKey) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
    if (step !== null) {
      event.preventDefault();
      setWanted(true);
      setActive(steppedTo(items, active, step));
    } else if (event.key === "Enter" && activeItem !== undefined) {
      event.preventDefault();
      choose(activeItem);
    }
  };
  return (
    <Popover open={open} onOpenChange={setWanted}>
      <div className="flex flex-col gap-1.5 text-sm">
        <label htmlFor={id}>{label}</label>
        <PopoverAnchor asChild>
          <Input
            id={id}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={open ? listId : undefined}
            aria-activedescendant={activeItem === undefined ? undefined : optionId(listId, activeItem.id)}
            autoComplete="off"
            autoFocus={autoFocus}
            value={value}
            maxLength={1_024}
            placeholder="Type or choose a value"
            onChange={(event) => {
              onChange(event.target.value);
              setWanted(true);
              setActive(null);
            }}
            onClick={() => setWanted(true)}
            onKeyDown={onKeyDown}
            onBlur={() => setWanted(false)}
          />
        </PopoverAnchor>
      </div>
      <PopoverContent
        role="presentation"
        className="w-(--radix-popover-trigger-width)"
        // The input has the focus, before and after; leaving it shuts the list.
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => event.preventDefault()}
      >
        <OptionList
          id={listId}
          label={`Values for ${label}`}
          groups={[{ heading: null, items }]}
          active={activeItem?.id ?? null}
          open={open}
          onChoose={choose}
        />
      </PopoverContent>
    </Popover>
  );
}
