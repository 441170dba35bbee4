"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { z } from "zod";
import type { Field } from "@/lib/filters/fields";

const answer = z.object({ values: z.array(z.object({ value: z.string(), requests: z.number() })) });

export type Suggested = { value: string; requests: number };

/**
 * Values of a field that contain `search`, most frequent first, within the page's time range and `filter` (its text;
 * absent: the page's own). A null field asks for nothing.
 */
export function useSuggestions(field: Field | null, search: string, filter?: string) {
  const page = useSearchParams();
  const params = new URLSearchParams({ field: field ?? "", search });
  for (const name of ["project", "filter", "range", "from", "to"]) {
    const value = name === "filter" ? (filter ?? page.get(name)) : page.get(name);
    if (value !== null) params.set(name, value);
  }
  // The page's own filter is left out of the key: what is ticked must not reorder the list under the pointer.
  const scope = [filter, page.get("project"), page.get("range"), page.get("from"), page.get("to")];
  return useQuery({
    queryKey: ["suggestions", field, search, ...scope],
    enabled: field !== null,
    queryFn: async ({ signal }): Promise<Suggested[]> => {
      const response = await fetch(`/requests/values?${params}`, { signal });
      if (!response.ok) throw new Error("Suggestions could not be loaded");
      return answer.parse(await response.json()).values;
    },
    // Old values are shown while new ones load, but only those of the same field.
    placeholderData: (last, asked) => (asked?.queryKey[1] === field ? keepPreviousData(last) : undefined),
  });
}
