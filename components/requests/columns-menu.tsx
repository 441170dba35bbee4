"use client";

import { Columns3, Pin } from "lucide-react";
import { useId, useState } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { useShortcut } from "@/components/frame/use-shortcut";
import { BUILT_IN_COLUMNS, FIRST_COLUMN, propertyColumn } from "@/components/requests/column-ids";
import {
  type ColumnLayout,
  DENSITIES,
  type Density,
  withPinned,
  withVisible,
} from "@/components/requests/column-layout";
import { useColumnLayout } from "@/components/requests/use-column-layout";
import { Button, buttonClass } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { SearchInput } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

type Choice = { id: string; label: string; group: string };

// The time names the row: it cannot be hidden.
const BUILT_INS: Choice[] = BUILT_IN_COLUMNS.filter((column) => column !== null && column.id !== FIRST_COLUMN);
const GROUPS = ["Properties", ...new Set(BUILT_INS.map(({ group }) => group))];

/** Which columns are shown and how dense the rows are: searchable, by group, remembered in this browser. */
export function ColumnsMenu({ properties }: { properties: readonly FilterProperty[] }) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const { layout, text, change, reset } = useColumnLayout();
  useShortcut("c", () => setOpen(true));
  const propertyChoices = properties.map(
    ({ key, displayName }): Choice => ({ id: propertyColumn(key), label: displayName, group: "Properties" }),
  );
  const wanted = search.trim().toLowerCase();
  const found = [...propertyChoices, ...BUILT_INS].filter(({ label }) => label.toLowerCase().includes(wanted));
  const setVisible = (choices: readonly Choice[], visible: boolean) => {
    const columns = choices.map(({ id }) => id);
    change((present) => withVisible(present, columns, visible));
  };
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
        <span className="max-sm:sr-only">Columns</span>
      </PopoverTrigger>
      <PopoverContent aria-label="Columns" align="end" className="w-72">
        <SearchInput
          aria-label="Search columns"
          placeholder="Search columns"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <div className="scroll-thin max-h-96 min-h-0 overflow-y-auto p-1">
          {GROUPS.map((group) => (
            <ColumnGroup
              key={group}
              title={group}
              choices={found.filter((choice) => choice.group === group)}
              layout={layout}
              onVisible={(choice, visible) => setVisible([choice], visible)}
              onPinned={({ id }, pinned) =>
                change((present) => withPinned(withVisible(present, [id], true), id, pinned))
              }
            />
          ))}
          {found.length === 0 ? <p className="px-2 py-3 text-center text-faint">No column of that name</p> : null}
        </div>
        <DensityChoice
          density={layout.density}
          onChoose={(density) => change((present) => ({ ...present, density }))}
        />
        <div className="flex shrink-0 items-center gap-1 border-t p-1">
          <Button variant="ghost" onClick={() => setVisible(found, true)}>
            Show all
          </Button>
          <Button variant="ghost" onClick={() => setVisible(found, false)}>
            Hide all
          </Button>
          <Button variant="ghost" className="ml-auto" disabled={text === ""} onClick={reset}>
            Reset
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}

function DensityChoice({ density, onChoose }: { density: Density; onChoose: (density: Density) => void }) {
  return (
    <div role="radiogroup" aria-label="Density" className="flex shrink-0 gap-1 border-t p-1">
      {(["compact", "comfortable"] as const).map((each) => (
        <label
          key={each}
          className="flex h-7 flex-1 items-center justify-center rounded-sm text-muted hover:bg-hover has-checked:bg-sunken has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="density"
            className="sr-only"
            checked={each === density}
            onChange={() => onChoose(each)}
          />
          {DENSITIES[each].label}
        </label>
      ))}
    </div>
  );
}

function ColumnGroup({
  title,
  choices,
  layout,
  onVisible,
  onPinned,
}: {
  title: string;
  choices: readonly Choice[];
  layout: ColumnLayout;
  onVisible: (choice: Choice, visible: boolean) => void;
  onPinned: (choice: Choice, pinned: boolean) => void;
}) {
  const prefix = useId();
  if (choices.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="px-2 pt-2 pb-1 text-xs text-faint">{title}</legend>
      {choices.map((choice) => {
        const pinned = layout.pinned.has(choice.id);
        return (
          <div key={choice.id} className="group flex items-center rounded-sm pl-2 hover:bg-hover">
            <Checkbox
              id={`${prefix}${choice.id}`}
              checked={!layout.hidden.has(choice.id)}
              onCheckedChange={(checked) => onVisible(choice, checked === true)}
            />
            <label
              htmlFor={`${prefix}${choice.id}`}
              className="flex h-8 min-w-0 flex-1 cursor-pointer items-center px-2"
            >
              <span dir="auto" className="truncate" title={choice.label}>
                {choice.label}
              </span>
            </label>
            <button
              type="button"
              aria-pressed={pinned}
              aria-label={`Pin ${choice.label} to the left`}
              title={pinned ? "Unpin" : "Pin to the left"}
              onClick={() => onPinned(choice, !pinned)}
              className="mr-1 flex size-6 items-center justify-center rounded-sm text-faint opacity-0 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100 aria-pressed:text-accent-text aria-pressed:opacity-100 pointer-coarse:opacity-100"
            >
              <Pin aria-hidden className="size-3.5" />
            </button>
          </div>
        );
      })}
    </fieldset>
  );
}
