"use client";

import { Command } from "cmdk";
import { Check, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { COMMAND_INPUT, COMMAND_ITEM, COMMAND_LIST } from "@/components/filters/command-styles";
import type { DimensionChoice } from "@/components/filters/dimension-choices";
import { fieldIcon, scoreField } from "@/components/filters/field-list";
import { type DimensionField, isPropertyField } from "@/lib/filters/fields";

type DimensionListProps = {
  /** `Rows`, `Requests by`. */
  name: string;
  chosen: string | null;
  choices: readonly DimensionChoice[];
  onChoose: (field: DimensionField) => void;
  /** What else can be chosen, a group of its own. */
  children?: ReactNode;
};

/** A searchable choice of properties and built-in dimensions. */
export function DimensionList({ name, chosen, choices, onChoose, children }: DimensionListProps) {
  const groups = [
    { heading: "Properties", found: choices.filter(({ field }) => isPropertyField(field)) },
    { heading: "Request", found: choices.filter(({ field }) => !isPropertyField(field)) },
  ];
  return (
    <Command label={name} loop filter={scoreField} className="flex min-h-0 flex-col">
      <Command.Input autoFocus placeholder={name} className={COMMAND_INPUT} />
      <Command.List className={COMMAND_LIST}>
        <Command.Empty className="px-2 py-3 text-center text-faint">Nothing of that name</Command.Empty>
        {groups.map(({ heading, found }) =>
          found.length === 0 ? null : (
            <Command.Group key={heading} heading={heading}>
              {found.map(({ field, label }) => (
                <DimensionItem
                  key={field}
                  {...{ value: field, label, icon: fieldIcon(field), chosen: field === chosen }}
                  onSelect={() => onChoose(field)}
                />
              ))}
            </Command.Group>
          ),
        )}
        {children}
      </Command.List>
    </Command>
  );
}

type DimensionItemProps = { value: string; label: string; icon: LucideIcon; chosen: boolean; onSelect: () => void };

export function DimensionItem({ value, label, icon: Icon, chosen, onSelect }: DimensionItemProps) {
  return (
    <Command.Item value={value} keywords={[label]} onSelect={onSelect} className={COMMAND_ITEM}>
      <Icon aria-hidden className="size-4 shrink-0 text-faint" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {chosen ? <Check aria-hidden className="size-4 text-faint" /> : null}
    </Command.Item>
  );
}
