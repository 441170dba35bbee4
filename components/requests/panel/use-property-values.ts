import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { propertyField } from "@/lib/filters/fields";

const answer = z.object({ values: z.array(z.object({ value: z.string(), requests: z.number() })) });

/** Values that a property had in the last 30 days and that contain a text, the most used first. */
export function usePropertyValues(project: string | null, key: string, search: string) {
  const params = new URLSearchParams({ field: propertyField(key), search, range: "30d" });
  if (project !== null) params.set("project", project);
  return useQuery({
    queryKey: ["property-values", project, key, search],
    queryFn: async ({ signal }) => {
      const response = await fetch(`/requests/values?${params}`, { signal });
      return response.ok ? answer.parse(await response.json()).values : [];
    },
    placeholderData: keepPreviousData,
  });
}
