"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { z } from "zod";
import type { Field } from "@/lib/filters/fields";

const answer = z.object({ values: z.array(z.object({ value: z.string(), requests: z.number() })) });

/** Values of a field that begin with or contain `search`, most frequent first, within the page's time range and filter. */
export function useSuggestions(field: Field, search: string) {
  const page = useSearchParams();
  const params = new URLSearchParams({ field, search });
  for (const name of ["project", "filter", "range", "from", "to"]) {
    const value = page.get(name);
    if (value !== null) params.set(name, value);
  }
  // The filter is left out of the key: what is ticked must not reorder the list under the pointer.
  const key = ["suggestions", field, search, page.get("project"), page.get("range"), page.get("from"), page.get("to")];
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const response = await fetch(`/requests/values?${params}`, { signal });
      if (!response.ok) throw new Error("Suggestions could not be loaded");
      return answer.parse(await response.json()).values;
    },
    placeholderData: keepPreviousData,
  });
}
