"use client";

import { ListFilter } from "lucide-react";
import { useState } from "react";
import { FieldList } from "@/components/filters/field-list";
import { LeafEditor } from "@/components/filters/leaf-editor";
import { type FilterProperty, propertyNames } from "@/components/filters/property-names";
import type { FilterState } from "@/components/filters/use-filter";
import { buttonClass } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { Field } from "@/lib/filters/fields";
import { isLeaf, type Leaf } from "@/lib/filters/filter";

/** Where the new condition is among the others once it exists. */
type Draft = { field: Field; index: number };

/** Field, then operator and values. The condition enters the URL with its first value and follows every change. */
export function AddFilter({ properties, state }: { properties: readonly FilterProperty[]; state: FilterState }) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<Draft | null>(null);
  const { parts, setParts, problem } = state;
  const show = (next: boolean) => {
    setOpen(next);
    setDraft(null);
  };

  const part = draft === null ? undefined : parts[draft.index];
  const leaf = part !== undefined && isLeaf(part) ? part : null;
  const change = (next: Leaf | null) => {
    if (draft === null) return;
    const others = parts.filter((_, index) => index !== draft.index);
    setParts(next === null ? others : [...others, next], leaf === null ? "push" : "replace");
  };

  return (
    <Popover open={open} onOpenChange={show}>
      <PopoverTrigger className={buttonClass("ghost", "sm", "h-6! px-1.5!")} disabled={problem !== null}>
        <ListFilter aria-hidden />
        Filter
      </PopoverTrigger>
      <PopoverContent aria-label="Add a filter" className="w-72">
        {draft === null ? (
          <FieldList properties={properties} onChoose={(field) => setDraft({ field, index: parts.length })} />
        ) : (
          <LeafEditor
            field={draft.field}
            leaf={leaf}
            names={propertyNames(properties)}
            onChange={change}
            onDone={() => show(false)}
          />
        )}
      </PopoverContent>
    </Popover>
  );
}
