"use client";

import { Command } from "cmdk";
import { useState } from "react";
import { COMMAND_INPUT, COMMAND_ITEM, COMMAND_LIST } from "@/components/filters/command-styles";
import type { FilterProperty } from "@/components/filters/property-names";
import { propertyField, propertyKey } from "@/lib/filters/fields";

type Props = {
  properties: readonly FilterProperty[];
  /** No new property may be named. */
  onlyKnown?: boolean;
  onPick: (key: string, name: string) => void;
};

/** Asks for a property: one that is known, or a new one by its name. */
export function KeyPicker({ properties, onlyKnown = false, onPick }: Props) {
  const [typed, setTyped] = useState("");
  const key = propertyKey(propertyField(typed));
  const words = typed.trim().toLowerCase();
  const found = properties.filter(
    (property) => property.key.includes(key) || property.displayName.toLowerCase().includes(words),
  );
  const isNew = !onlyKnown && key !== "" && !properties.some((property) => property.key === key);
  return (
    <Command label="Property" shouldFilter={false} loop className="flex min-h-0 w-72 max-w-full flex-col">
      <Command.Input
        autoFocus
        value={typed}
        maxLength={200}
        onValueChange={setTyped}
        placeholder="Which property"
        className={COMMAND_INPUT}
      />
      <Command.List className={COMMAND_LIST}>
        {found.map((property) => (
          <Command.Item
            key={property.key}
            value={`key ${property.key}`}
            onSelect={() => onPick(property.key, property.displayName)}
            className={COMMAND_ITEM}
          >
            <span className="truncate">{property.displayName}</span>
          </Command.Item>
        ))}
        {isNew ? (
          <Command.Item value="new" onSelect={() => onPick(key, typed.trim())} className={COMMAND_ITEM}>
            <span className="truncate">New property “{typed.trim()}”</span>
          </Command.Item>
        ) : null}
        {found.length === 0 && !isNew ? (
          <p className="px-2 py-1.5 text-faint">{onlyKnown ? "No property matches" : "Type a name"}</p>
        ) : null}
      </Command.List>
    </Command>
  );
}
