"use client";

import { useQueryState } from "nuqs";
import { useMemo } from "react";
import { useUrlTransition } from "@/components/frame/url-transition";
import { allOf, conjuncts, type Filter } from "@/lib/filters/filter";
import { formatFilter } from "@/lib/filters/filter-text";
import { commonParams, readFilter } from "@/lib/filters/search-params";

export type FilterState = {
  filter: Filter | null;
  /** The conditions joined by AND: one chip each. */
  parts: Filter[];
  /** The filter as the URL has it, also when it cannot be read. */
  text: string;
  /** Why the filter in the URL cannot be read, or null. */
  problem: string | null;
  /** Writes the conditions into the URL; `replace` leaves no step in the history. */
  setParts: (parts: Filter[], history?: "push" | "replace") => void;
};

/** The filter in the URL: shown at once, answered by the server in a transition. */
export function useFilter(): FilterState {
  const { start } = useUrlTransition();
  const [text, setText] = useQueryState(
    "filter",
    commonParams.filter.withOptions({ shallow: false, startTransition: start }),
  );
  const read = useMemo(() => readFilter(text), [text]);
  return {
    filter: read.value,
    parts: useMemo(() => conjuncts(read.value), [read]),
    text,
    problem: read.problem,
    setParts: (parts, history = "push") => {
      void setText(formatFilter(allOf(parts)) || null, { history });
    },
  };
}
