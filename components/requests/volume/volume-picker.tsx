"use client";

import { Command } from "cmdk";
import { ChevronDown, EyeOff } from "lucide-react";
import { useState } from "react";
import { dimensionChoices } from "@/components/filters/dimension-choices";
import { DimensionItem, DimensionList } from "@/components/filters/dimension-list";
import type { FilterProperty } from "@/components/filters/property-names";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { BUILT_IN_FIELDS, isBuiltInField, isPropertyField, propertyKey } from "@/lib/filters/fields";

/** What people read of the strip's dimension. */
export function volumeLabel(value: string, properties: readonly FilterProperty[]): string {
  if (isBuiltInField(value)) return BUILT_IN_FIELDS[value].label.toLowerCase();
  if (!isPropertyField(value)) return value;
  const key = propertyKey(value);
  return properties.find((property) => property.key === key)?.displayName ?? key;
}

type VolumePickerProps = {
  value: string;
  properties: readonly FilterProperty[];
  onChoose: (value: string) => void;
};

/** What the strip is stacked by, or that it is hidden. */
export function VolumePicker({ value, properties, onChoose }: VolumePickerProps) {
  const [open, setOpen] = useState(false);
  const choose = (next: string) => {
    setOpen(false);
    onChoose(next);
  };
  const label =
    value === "off" ? "Requests over time: hidden" : `Requests by ${volumeLabel(value || "status", properties)}`;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" className="-ml-2 h-6! min-w-0 text-xs!">
          <span className="truncate">{label}</span>
          <ChevronDown aria-hidden className="size-3.5!" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Requests by" className="w-64">
        <DimensionList name="Requests by" chosen={value} choices={dimensionChoices(properties)} onChoose={choose}>
          <Command.Group heading="Strip">
            <DimensionItem
              {...{ value: "off", label: "Hide", icon: EyeOff, chosen: value === "off" }}
              onSelect={() => choose("off")}
            />
          </Command.Group>
        </DimensionList>
      </PopoverContent>
    </Popover>
  );
}
