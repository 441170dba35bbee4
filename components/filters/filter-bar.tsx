"use client";

import { TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { AddFilter } from "@/components/filters/add-filter";
import { FilterChip } from "@/components/filters/filter-chip";
import { type FilterProperty, propertyNames } from "@/components/filters/property-names";
import { TimeRangePicker } from "@/components/filters/time-range-picker";
import { useFilter } from "@/components/filters/use-filter";
import { Button } from "@/components/ui/button";

/**
 * Filter and time range, the same on every page, kept in the URL. Takes the rest of the page bar's width: filters at its
 * start, the range at its end. `timeZone` is the project's.
 */
export function FilterBar({ properties, timeZone }: { properties: readonly FilterProperty[]; timeZone: string }) {
  const state = useFilter();
  const { parts, setParts, problem } = state;
  const names = useMemo(() => propertyNames(properties), [properties]);
  return (
    <>
      <section
        aria-label="Filters"
        className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5 max-md:order-last max-md:basis-full"
      >
        <AddFilter properties={properties} state={state} />
        {problem === null ? null : (
          <span className="flex h-7 min-w-0 items-center gap-1.5 rounded-md bg-failed-soft px-2 text-sm text-failed">
            <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate" title={problem}>
              Filter not understood
            </span>
          </span>
        )}
        {parts.map((part, index) => (
          <FilterChip
            // A chip keeps its place while its condition is edited.
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity of their own.
            key={index}
            filter={part}
            names={names}
            onChange={(leaf) => setParts(parts.with(index, leaf), "replace")}
            onRemove={() => setParts(parts.toSpliced(index, 1))}
          />
        ))}
        {parts.length > 1 || problem !== null ? (
          <Button variant="ghost" onClick={() => setParts([])}>
            Clear all
          </Button>
        ) : null}
      </section>
      <TimeRangePicker timeZone={timeZone} />
    </>
  );
}
