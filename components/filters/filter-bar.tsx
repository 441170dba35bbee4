"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { AddFilter } from "@/components/filters/add-filter";
import { FilterBuilder } from "@/components/filters/filter-builder";
import { FilterChip } from "@/components/filters/filter-chip";
import { FilterInput } from "@/components/filters/filter-input";
import { FilterMenu } from "@/components/filters/filter-menu";
import { type FilterProperty, propertyNames } from "@/components/filters/property-names";
import { TimeRangePicker } from "@/components/filters/time-range-picker";
import { useFilter } from "@/components/filters/use-filter";
import { useFilterDraft } from "@/components/filters/use-filter-draft";
import { useRecentFilters } from "@/components/filters/use-recent-filters";
import { Button } from "@/components/ui/button";
import { conjuncts } from "@/lib/filters/filter";
import { readFilter } from "@/lib/filters/search-params";

/**
 * Filter and time range, the same on every page, kept in the URL. Takes the rest of the page bar's width: the filter at
 * its start, as chips and as text, the range at its end. `timeZone` is the project's.
 */
export function FilterBar({ properties, timeZone }: { properties: readonly FilterProperty[]; timeZone: string }) {
  const state = useFilter();
  const { parts, setParts, problem } = state;
  const names = useMemo(() => propertyNames(properties), [properties]);
  const keys = useMemo(() => new Set(names.keys()), [names]);
  const draft = useFilterDraft(state, keys);
  const recent = useRecentFilters(state, keys);
  const [building, setBuilding] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const bar = useRef<HTMLElement>(null);
  const [editing, setEditing] = useState(0);
  useEffect(() => {
    if (editing === 0 || input.current === null) return;
    input.current.focus();
    input.current.setSelectionRange(input.current.value.length, input.current.value.length);
  }, [editing]);
  return (
    <>
      <section
        ref={bar}
        aria-label="Filters"
        className="flex min-h-7 min-w-0 flex-1 max-lg:relative flex-wrap items-center gap-0.5 rounded-md border border-line-strong bg-surface p-px pr-0.5 focus-within:border-accent max-md:order-last max-md:basis-full md:min-w-64"
      >
        <AddFilter properties={properties} state={state} />
        {draft.kept.map((part, index) => (
          <FilterChip
            // A chip keeps its place while its condition is edited.
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity of their own.
            key={index}
            filter={part}
            names={names}
            onChange={(leaf) => setParts(parts.with(index, leaf), "replace")}
            onRemove={() => setParts(parts.toSpliced(index, 1))}
            onOpenGroup={() => setBuilding(true)}
          />
        ))}
        <FilterInput
          draft={draft}
          properties={properties}
          keys={keys}
          inputRef={input}
          recent={draft.kept.length === 0 ? recent.list : null}
          onRecent={({ text }) => {
            draft.cancel();
            setParts(conjuncts(readFilter(text).value));
          }}
        />
        {parts.length > 0 || problem !== null ? (
          <Button
            variant="ghost"
            className="h-6! px-1.5!"
            onClick={() => {
              draft.cancel();
              setParts([]);
            }}
          >
            Clear all
          </Button>
        ) : null}
        <FilterMenu
          filter={state.filter}
          readable={problem === null}
          onBuild={() => setBuilding(true)}
          onEditText={() => {
            draft.edit("all");
            setEditing(editing + 1);
          }}
          onForget={recent.forget}
        />
      </section>
      <FilterBuilder
        open={building}
        onOpenChange={setBuilding}
        anchor={bar}
        properties={properties}
        names={names}
        state={state}
      />
      <TimeRangePicker timeZone={timeZone} />
    </>
  );
}
