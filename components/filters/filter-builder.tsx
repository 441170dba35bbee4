"use client";

import { type RefObject, useState } from "react";
import { type DraftGroup, draftOf, filterOf } from "@/components/filters/filter-draft";
import { GroupEditor } from "@/components/filters/group-editor";
import type { FilterProperty } from "@/components/filters/property-names";
import type { FilterState } from "@/components/filters/use-filter";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import type { PropertyNames } from "@/lib/filters/chips";
import { conjuncts, type Filter, parseFilter } from "@/lib/filters/filter";
import { FilterError } from "@/lib/filters/filter-error";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: RefObject<HTMLElement | null>;
  properties: readonly FilterProperty[];
  names: PropertyNames;
  state: FilterState;
};

/** The whole filter as nested groups; every change is applied at once. */
export function FilterBuilder({ open, onOpenChange, anchor, ...rest }: Props) {
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverAnchor virtualRef={anchorOf(anchor)} />
      <PopoverContent aria-label="Filter groups" className="w-[36rem]">
        {open ? <Tree {...rest} /> : null}
      </PopoverContent>
    </Popover>
  );
}

function Tree({ properties, names, state }: Omit<Props, "open" | "onOpenChange" | "anchor">) {
  const [draft, setDraft] = useState(() => draftOf(state.filter));
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: DraftGroup) => {
    const filter = canonical(next);
    setDraft(next);
    setProblem("problem" in filter ? filter.problem : null);
    if ("filter" in filter) state.setParts(conjuncts(filter.filter), "replace");
  };
  return (
    <div className="scroll-thin overflow-y-auto p-3">
      <GroupEditor group={draft} properties={properties} names={names} onChange={change} />
      {problem === null ? null : (
        <p role="alert" className="mt-2 text-failed">
          Not applied: the filter {problem}
        </p>
      )}
    </div>
  );
}

function canonical(draft: DraftGroup): { filter: Filter | null } | { problem: string } {
  const filter = filterOf(draft);
  try {
    return { filter: filter === null ? null : parseFilter(filter) };
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    return { problem: error.message };
  }
}

/** Radix measures the bar itself: the builder opens under its whole width. */
function anchorOf(element: RefObject<HTMLElement | null>) {
  return { current: { getBoundingClientRect: () => element.current?.getBoundingClientRect() ?? new DOMRect() } };
}
