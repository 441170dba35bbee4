import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { z } from "zod";
import type { RequestDetail } from "@/lib/query/get-request";
import type { RequestPage } from "@/lib/query/list-requests";
import type { SessionSiblings } from "@/lib/query/session-siblings";

/** What the panel shows; `gatewayUrl` is where a copied call is sent. */
export type OpenedRequest = RequestDetail & { gatewayUrl: string };

/** What JSON makes of a moment. */
type Wire<T extends { createdAt: Date }> = Omit<T, "createdAt"> & { createdAt: string };
type WireSiblings = Omit<SessionSiblings, "requests"> & { requests: Wire<SessionSiblings["requests"][number]>[] };

export type RequestProperty = RequestDetail["properties"][number];

/** One request with its bodies; null when there is none with this id. */
export function requestQuery(project: string | null, id: string | null) {
  return queryOptions({
    queryKey: ["request", project, id],
    queryFn: async ({ signal }): Promise<OpenedRequest | null> => {
      const detail: Wire<OpenedRequest> | null = await ask("/requests/detail", { project, id }, { signal });
      return detail === null ? null : { ...detail, createdAt: new Date(detail.createdAt) };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The other requests of its session, oldest first. */
export function siblingsQuery(project: string | null, id: string) {
  return queryOptions({
    queryKey: ["request-siblings", project, id],
    queryFn: async ({ signal }): Promise<SessionSiblings> => {
      const answer: WireSiblings = await ask("/requests/siblings", { project, id }, { signal });
      return { ...answer, requests: answer.requests.map((row) => ({ ...row, createdAt: new Date(row.createdAt) })) };
    },
  });
}

const edited = z.object({ properties: z.array(z.object({ key: z.string(), value: z.string() })) });

/** Sets (or removes, with null) one property; resolves to all the request has then. Throws with a message for people. */
export async function saveProperty(
  project: string | null,
  id: string,
  change: { key: string; value: string | null },
): Promise<RequestProperty[]> {
  const body = JSON.stringify({ id, properties: Object.fromEntries([[change.key, change.value]]) });
  const headers = { "content-type": "application/json" };
  const answer = await ask<unknown>("/requests/edit", { project }, { method: "POST", body, headers });
  return edited.parse(answer).properties;
}

/** Shows other properties of a request wherever it is on the page: in the panel and in its row. */
export function useShowProperties(project: string | null) {
  const client = useQueryClient();
  return useCallback(
    (id: string, properties: RequestProperty[]) => {
      client.setQueryData(requestQuery(project, id).queryKey, (detail) => detail && { ...detail, properties });
      client.setQueriesData<{ pages: RequestPage[] }>({ queryKey: ["requests"] }, (loaded) => {
        if (loaded === undefined) return loaded;
        const pages = loaded.pages.map((page) => ({
          ...page,
          rows: page.rows.map((row) => (row.id === id ? { ...row, properties } : row)),
        }));
        return { ...loaded, pages };
      });
    },
    [client, project],
  );
}

const refusal = z.object({ error: z.object({ message: z.string() }) });

async function ask<T>(path: string, params: Record<string, string | null>, init: RequestInit): Promise<T> {
  const given = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== null);
  const response = await fetch(`${path}?${new URLSearchParams(given)}`, init);
  if (response.ok) return response.json();
  const problem = refusal.safeParse(await response.json().catch(() => null));
  throw new Error(problem.data?.error.message ?? `The dashboard answered with status ${response.status}.`);
}
