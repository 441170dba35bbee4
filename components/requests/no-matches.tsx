"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { type FilterProperty, propertyNames } from "@/components/filters/property-names";
import { PRESET_LABELS } from "@/components/filters/range-label";
import { useFilter } from "@/components/filters/use-filter";
import { useTimeRange } from "@/components/filters/use-time-range";
import type { RowsQuery } from "@/components/requests/row-data";
import { useLiveEvents } from "@/components/requests/use-live-events";
import { Button } from "@/components/ui/button";
import { filterSentence } from "@/lib/filters/chips";

/** The project has requests, but none that match: offers which condition to take away. */
export function NoMatches({ properties, query }: { properties: readonly FilterProperty[]; query: RowsQuery }) {
  const { parts, setParts } = useFilter();
  const { range, setRange } = useTimeRange();
  const names = useMemo(() => propertyNames(properties), [properties]);
  const router = useRouter();
  useLiveEvents(query, ({ rows }) => {
    if (rows.length > 0) router.refresh();
  });
  const everything = range !== null && "preset" in range && range.preset === "all";
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-4 overflow-y-auto px-6 py-12 text-center">
      <div>
        <h2 className="font-medium">No requests match</h2>
        <p className="mt-1 text-sm text-muted">
          {parts.length === 0
            ? "Nothing was recorded in this time range."
            : "Take a condition away, or look further back."}
        </p>
      </div>
      <div className="flex w-full max-w-xl flex-wrap justify-center gap-2">
        {parts.map((part, index) => {
          const sentence = filterSentence(part, names);
          return (
            <Button key={sentence} className="max-w-full" onClick={() => setParts(parts.toSpliced(index, 1))}>
              <X aria-hidden className="text-faint" />
              <span className="truncate" title={sentence}>
                Remove “{sentence}”
              </span>
            </Button>
          );
        })}
        {everything ? null : (
          <Button onClick={() => setRange({ preset: "all" })}>Show {PRESET_LABELS.all.toLowerCase()}</Button>
        )}
      </div>
    </div>
  );
}
