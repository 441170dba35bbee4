"use client";

import { ChevronDown, Grid3x3 } from "lucide-react";
import { useState } from "react";
import type { DimensionChoice } from "@/components/filters/dimension-choices";
import { DimensionList } from "@/components/filters/dimension-list";
import { buttonClass } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { DimensionField } from "@/lib/filters/fields";

type DimensionPickerProps = {
  /** `Rows`, `Columns`. */
  name: string;
  /** Null: none yet. */
  chosen: DimensionChoice | null;
  choices: readonly DimensionChoice[];
  onChoose: (field: DimensionField) => void;
};

/** A button that says what is chosen and offers the rest. */
export function DimensionPicker({ name, chosen, choices, onChoose }: DimensionPickerProps) {
  const [open, setOpen] = useState(false);
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
        <DimensionList
          {...{ name, choices }}
          chosen={chosen?.field ?? null}
          onChoose={(field) => {
            setOpen(false);
            onChoose(field);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
