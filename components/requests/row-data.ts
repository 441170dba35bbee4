import type { Counted } from "@/components/requests/use-selection";
import type { RequestOrder } from "@/lib/filters/request-order";
import type { RequestPage, RequestRow } from "@/lib/query/list-requests";

/** What JSON makes of a moment. */
type Wire<T extends { createdAt: Date }> = Omit<T, "createdAt"> & { createdAt: string };
type WirePage = Omit<RequestPage, "rows"> & { rows: Wire<RequestRow>[] };

/** The parameters of the page's URL that decide which rows there are. */
export type RowsQuery = {
  project: string | null;
  filter: string;
  range: string;
  from: string;
  to: string;
  order: RequestOrder;
};

/** One page of rows. Throws with a message for people. */
export async function fetchRows(
  query: RowsQuery,
  cursor: string | null,
  limit: number,
  signal?: AbortSignal,
): Promise<RequestPage> {
  const params = rowsSearch(query);
  params.set("limit", String(limit));
  if (cursor !== null) params.set("cursor", cursor);
  const page: WirePage = await fetchJson(`/requests/rows?${params}`, signal);
  return { ...page, rows: readRows(page.rows) };
}

/** Rows as JSON brings them. */
export function readRows(rows: readonly Wire<RequestRow>[]): RequestRow[] {
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/** The exact number of matching requests, and the moment of which that is said. */
export async function fetchExactCount(query: RowsQuery, signal?: AbortSignal): Promise<Counted> {
  const { count, at }: { count: number; at: string } = await fetchJson(`/requests/count?${rowsSearch(query)}`, signal);
  return { count, at: new Date(at) };
}

/** The query string that the page's routes read. */
export function rowsSearch(query: RowsQuery): URLSearchParams {
  return new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

async function fetchJson(url: string, signal?: AbortSignal) {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`The dashboard answered with status ${response.status}.`);
  return response.json();
}
