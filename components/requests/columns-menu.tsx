"use client";

import { Columns3 } from "lucide-react";
import { useId, useState } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { useShortcut } from "@/components/frame/use-shortcut";
import { BUILT_IN_COLUMNS, propertyColumn } from "@/components/requests/column-ids";
import { useColumnVisibility } from "@/components/requests/column-visibility";
import { Button, buttonClass } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { SearchInput } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

type Choice = { id: string; label: string };

// The time names the row: it cannot be hidden.
const BUILT_INS: Choice[] = BUILT_IN_COLUMNS.filter((column) => column !== null && column.id !== "time");

/** Which columns are shown: searchable, by group, remembered in this browser. */
export function ColumnsMenu({ properties }: { properties: readonly FilterProperty[] }) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const { hidden, setHidden } = useColumnVisibility();
  useShortcut("c", () => setOpen(true));
  const matching = ({ label }: Choice) => label.toLowerCase().includes(search.trim().toLowerCase());
  const propertyChoices = properties.map(({ key, displayName }) => ({ id: propertyColumn(key), label: displayName }));
  const found = [...propertyChoices, ...BUILT_INS].filter(matching);
  const setVisible = (choices: readonly Choice[], visible: boolean) => {
    const next = new Set(hidden);
    for (const { id } of choices) {
      if (visible) next.delete(id);
      else next.add(id);
    }
    setHidden(next);
  };
  const group = { hidden, onToggle: (choice: Choice, visible: boolean) => setVisible([choice], visible) };
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setSearch("");
      }}
    >
      <PopoverTrigger className={buttonClass("outline", "sm")}>
        <Columns3 aria-hidden className="text-faint" />
        Columns
      </PopoverTrigger>
      <PopoverContent aria-label="Columns" align="end" className="w-64">
        <SearchInput
          aria-label="Search columns"
          placeholder="Search columns"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <div className="scroll-thin max-h-96 min-h-0 overflow-y-auto p-1">
          <ColumnGroup title="Properties" choices={propertyChoices.filter(matching)} {...group} />
          <ColumnGroup title="Request" choices={BUILT_INS.filter(matching)} {...group} />
          {found.length === 0 ? <p className="px-2 py-3 text-center text-faint">No column of that name</p> : null}
        </div>
        <div className="flex shrink-0 items-center gap-1 border-t p-1">
          <Button variant="ghost" onClick={() => setVisible(found, true)}>
            Show all
          </Button>
          <Button variant="ghost" onClick={() => setVisible(found, false)}>
            Hide all
          </Button>
          <Button variant="ghost" className="ml-auto" disabled={hidden.size === 0} onClick={() => setHidden(new Set())}>
            Reset
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}

function ColumnGroup({
  title,
  choices,
  hidden,
  onToggle,
}: {
  title: string;
  choices: readonly Choice[];
  hidden: ReadonlySet<string>;
  onToggle: (choice: Choice, visible: boolean) => void;
}) {
  const prefix = useId();
  if (choices.length === 0) return null;
  return (
    <fieldset>
      <legend className="px-2 pt-2 pb-1 text-xs text-faint">{title}</legend>
      {choices.map((choice) => (
        <div key={choice.id} className="flex items-center rounded-sm pl-2 hover:bg-hover">
          <Checkbox
            id={`${prefix}${choice.id}`}
            checked={!hidden.has(choice.id)}
            onCheckedChange={(checked) => onToggle(choice, checked === true)}
          />
          <label htmlFor={`${prefix}${choice.id}`} className="flex h-8 min-w-0 flex-1 cursor-pointer items-center px-2">
            <span className="truncate">{choice.label}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}
