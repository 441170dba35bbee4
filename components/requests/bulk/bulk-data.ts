import { z } from "zod";
import type { RowsQuery } from "@/components/requests/row-data";
import type { Selection } from "@/components/requests/use-selection";

const progress = z.object({
  id: z.number(),
  key: z.string(),
  value: z.string().nullable(),
  total: z.number(),
  done: z.number(),
  error: z.string().nullable(),
  state: z.enum(["running", "done", "stopped", "undoing", "undone"]),
});

export type BulkProgress = z.infer<typeof progress>;

export type BulkChange = { key: string; name: string; value: string | null };

/** Starts an edit of what is selected. Throws with a message for people. */
export function startBulk(query: RowsQuery, selection: Selection, change: BulkChange): Promise<BulkProgress | null> {
  const selected =
    selection.kind === "matching" ? { matching: true, until: selection.counted?.at } : { ids: [...selection.ids] };
  return ask(pageParams(query), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ properties: Object.fromEntries([[change.key, change.value]]), selection: selected }),
  });
}

/** Progress of an edit; without one, of any that is going on or can still be undone. */
export function fetchProgress(project: string | null, edit: number | null, signal: AbortSignal) {
  return ask(editParams(project, edit), { signal });
}

/** Stops the edit and takes it back. */
export function undoBulk(project: string | null, edit: number): Promise<BulkProgress | null> {
  return ask(editParams(project, edit), { method: "DELETE" });
}

/** No page tells of it any more, or of those before it. */
export async function dismissBulk(project: string | null, edit: number): Promise<void> {
  await ask(editParams(project, edit), { method: "PATCH" });
}

/** The page's own parameters. */
export function pageParams(query: RowsQuery): URLSearchParams {
  return new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function editParams(project: string | null, edit: number | null): URLSearchParams {
  const params = new URLSearchParams();
  if (project !== null) params.set("project", project);
  if (edit !== null) params.set("edit", String(edit));
  return params;
}

const refusal = z.object({ error: z.object({ message: z.string() }) });

async function ask(params: URLSearchParams, init: RequestInit): Promise<BulkProgress | null> {
  const response = await fetch(`/requests/bulk?${params}`, init);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return progress.nullable().parse(body);
  throw new Error(refusal.safeParse(body).data?.error.message ?? `The dashboard answered with ${response.status}.`);
}
