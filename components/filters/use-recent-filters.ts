"use client";

import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { forgetFilters, recentFilters, rememberFilter } from "@/components/filters/recent-filters";
import type { Completion } from "@/components/filters/use-completion";
import type { FilterState } from "@/components/filters/use-filter";
import { formatFilterShort } from "@/lib/filters/filter-text";
import { readFilter } from "@/lib/filters/search-params";

/** A filter that stays this long is one worth remembering; those on the way to it are not. */
const SETTLED_MS = 1_500;

/** The filters lately used in this browser and project. Remembers the one in the URL once it has settled. */
export function useRecentFilters(
  { text, problem }: FilterState,
  keys: ReadonlySet<string>,
): { list: () => Completion[]; forget: () => void } {
  const project = useSearchParams().get("project") ?? "";
  useEffect(() => {
    if (text === "" || problem !== null) return;
    const timer = setTimeout(() => rememberFilter(project, text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [project, text, problem]);
  return {
    list: () =>
      recentFilters(project).flatMap((recent, index): Completion[] => {
        const { value } = readFilter(recent);
        const label = formatFilterShort(value, keys);
        return value === null ? [] : [{ id: `recent-${index}`, label, text: recent, start: 0, end: 0, complete: true }];
      }),
    forget: () => forgetFilters(project),
  };
}
