"use client";

import { Command } from "cmdk";
import { Check, ChevronDown, Grid3x3 } from "lucide-react";
import { useState } from "react";
import { COMMAND_INPUT, COMMAND_ITEM, COMMAND_LIST } from "@/components/filters/command-styles";
import { fieldIcon } from "@/components/filters/field-list";
import type { DimensionChoice } from "@/components/properties/cross-tab/dimension-choices";
import { buttonClass } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { CrossTabDimension } from "@/lib/filters/cross-tab-params";
import { isPropertyField } from "@/lib/filters/fields";

type DimensionPickerProps = {
  /** `Rows`, `Columns`. */
  name: string;
  /** Null: none yet. */
  chosen: DimensionChoice | null;
  choices: readonly DimensionChoice[];
  onChoose: (field: CrossTabDimension) => void;
};

/** A searchable choice of properties and built-in dimensions. */
export function DimensionPicker({ name, chosen, choices, onChoose }: DimensionPickerProps) {
  const [open, setOpen] = useState(false);
  const groups = [
    { heading: "Properties", found: choices.filter(({ field }) => isPropertyField(field)) },
    { heading: "Request", found: choices.filter(({ field }) => !isPropertyField(field)) },
  ];
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        className={buttonClass(chosen === null ? "ghost" : "outline", "sm", "max-w-56")}
        aria-label={chosen === null ? name : `${name}: ${chosen.label}`}
      >
        {chosen === null ? <Grid3x3 aria-hidden /> : null}
        <span className={chosen === null ? "max-sm:sr-only" : "text-muted"}>{name}</span>
        {chosen === null ? null : <span className="truncate font-medium">{chosen.label}</span>}
        <ChevronDown aria-hidden className="text-faint" />
      </PopoverTrigger>
      <PopoverContent aria-label={name} className="w-64">
        <Command label={name} loop className="flex min-h-0 flex-col">
          <Command.Input autoFocus placeholder={name} className={COMMAND_INPUT} />
          <Command.List className={COMMAND_LIST}>
            <Command.Empty className="px-2 py-3 text-center text-faint">Nothing of that name</Command.Empty>
            {groups.map(({ heading, found }) =>
              found.length === 0 ? null : (
                <Command.Group key={heading} heading={heading}>
                  {found.map(({ field, label }) => (
                    <Item
                      key={field}
                      choice={{ field, label }}
                      chosen={field === chosen?.field}
                      onSelect={() => {
                        setOpen(false);
                        onChoose(field);
                      }}
                    />
                  ))}
                </Command.Group>
              ),
            )}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

function Item({ choice, chosen, onSelect }: { choice: DimensionChoice; chosen: boolean; onSelect: () => void }) {
  const Icon = fieldIcon(choice.field);
  return (
    <Command.Item value={choice.field} keywords={[choice.label]} onSelect={onSelect} className={COMMAND_ITEM}>
      <Icon aria-hidden className="size-4 shrink-0 text-faint" />
      <span className="min-w-0 flex-1 truncate">{choice.label}</span>
      {chosen ? <Check aria-hidden className="size-4 text-faint" /> : null}
    </Command.Item>
  );
}
