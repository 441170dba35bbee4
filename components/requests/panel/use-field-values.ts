import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { z } from "zod";
import type { DimensionField } from "@/lib/filters/fields";

const answer = z.object({ values: z.array(z.object({ value: z.string(), requests: z.number() })) });

/** Values that a field had in the last 30 days and that contain a text, the most used first. */
export function useFieldValues(project: string | null, field: DimensionField, search: string) {
  const params = new URLSearchParams({ field, search, range: "30d" });
  if (project !== null) params.set("project", project);
  return useQuery({
    queryKey: ["field-values", project, field, search],
    queryFn: async ({ signal }) => {
      const response = await fetch(`/requests/values?${params}`, { signal });
      return response.ok ? answer.parse(await response.json()).values : [];
    },
    placeholderData: keepPreviousData,
  });
}
