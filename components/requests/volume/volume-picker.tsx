"use client";

import { ChevronDown } from "lucide-react";
import type { FilterProperty } from "@/components/filters/property-names";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { BUILT_IN_FIELDS, isBuiltInField, isPropertyField, propertyField, propertyKey } from "@/lib/filters/fields";

const BUILT_INS = ["status", "model", "provider", "user", "session"] as const;

/** What people read of the strip's dimension. */
export function volumeLabel(value: string, properties: readonly FilterProperty[]): string {
  if (isBuiltInField(value)) return BUILT_IN_FIELDS[value].label.toLowerCase();
  if (!isPropertyField(value)) return value;
  const key = propertyKey(value);
  return properties.find((property) => property.key === key)?.displayName ?? key;
}

/** What the strip is stacked by, or that it is hidden. */
export function VolumePicker({
  value,
  properties,
  onChoose,
}: {
  value: string;
  properties: readonly FilterProperty[];
  onChoose: (value: string) => void;
}) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" className="-ml-2 h-6! min-w-0 text-xs!">
          <span className="truncate">
            {value === "off"
              ? "Requests over time: hidden"
              : `Requests by ${volumeLabel(value || "status", properties)}`}
          </span>
          <ChevronDown aria-hidden className="size-3.5!" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-56">
        <DropdownMenuRadioGroup value={value} onValueChange={onChoose}>
          {BUILT_INS.map((field) => (
            <DropdownMenuRadioItem key={field} value={field}>
              {BUILT_IN_FIELDS[field].label}
            </DropdownMenuRadioItem>
          ))}
          {properties.length === 0 ? null : <DropdownMenuLabel>Properties</DropdownMenuLabel>}
          {properties.map(({ key, displayName }) => (
            <DropdownMenuRadioItem key={key} value={propertyField(key)}>
              <span className="truncate">{displayName}</span>
            </DropdownMenuRadioItem>
          ))}
          <DropdownMenuLabel>Strip</DropdownMenuLabel>
          <DropdownMenuRadioItem value="off">Hide</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
