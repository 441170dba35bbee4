import { z } from "zod";

const requestShape = z.object({
  id: z.string(),
  model: z.string().nullable(),
  createdAt: z.coerce.date(),
  preview: z.string().nullable().default(null),
});
const placesShape = z.object({
  properties: z.array(z.object({ key: z.string(), displayName: z.string() })),
  segments: z.array(z.object({ id: z.number(), name: z.string(), search: z.string() })),
  requests: z.array(requestShape),
});
const foundShape = z.object({ found: requestShape.nullable() });

/** What can be jumped to beside the pages. */
export type Places = z.infer<typeof placesShape>;
export type FoundRequest = z.infer<typeof requestShape>;

export async function fetchPlaces(project: string | null, signal: AbortSignal): Promise<Places> {
  return placesShape.parse(await fetchJson(project, {}, signal));
}

/** The request with this id, ours or the caller's own; null when there is none. */
export async function findRequest(
  project: string | null,
  id: string,
  signal: AbortSignal,
): Promise<FoundRequest | null> {
  return foundShape.parse(await fetchJson(project, { id }, signal)).found;
}

async function fetchJson(project: string | null, given: Record<string, string>, signal: AbortSignal): Promise<unknown> {
  const params = new URLSearchParams(project === null ? given : { ...given, project });
  const response = await fetch(`/command-menu?${params}`, { signal });
  if (!response.ok) throw new Error(`command menu: ${response.status}`);
  return response.json();
}
