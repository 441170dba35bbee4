"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchRows, type RowsQuery } from "@/components/requests/row-data";

const EVERY_MS = 5_000;

/** Whether a request arrived that belongs above `newestId`. Asks only while the tab is seen and can get newer rows. */
export function useNewerRequests(query: RowsQuery, newestId: string | null): boolean {
  const result = useQuery({
    queryKey: ["newest-request", query],
    queryFn: ({ signal }) => fetchRows(query, null, 1, signal),
    enabled: query.order === "newest" && query.to === "",
    refetchInterval: EVERY_MS,
    staleTime: 0,
    gcTime: 0,
  });
  const newest = result.data?.rows[0]?.id;
  // Ids are UUIDv7: they sort by time.
  return newest !== undefined && (newestId === null || newest > newestId);
}
