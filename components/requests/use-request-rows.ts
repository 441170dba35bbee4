"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchRows, type RowsQuery } from "@/components/requests/row-data";
import type { RequestPage } from "@/lib/query/list-requests";

const NEXT_PAGE_ROWS = 100;

/**
 * The rows loaded so far: the server's first page, then one page more at a time. `renderedAt` names the server's render:
 * each begins anew, so that a page visited before is never shown as it was then.
 */
export function useRequestRows(firstPage: RequestPage, query: RowsQuery, renderedAt: number) {
  const result = useInfiniteQuery({
    queryKey: ["requests", renderedAt, query],
    queryFn: ({ pageParam, signal }) => fetchRows(query, pageParam, NEXT_PAGE_ROWS, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    initialData: { pages: [firstPage], pageParams: [null] },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const { pages } = result.data;
  const rows = useMemo(() => pages.flatMap((page) => page.rows), [pages]);
  return { ...result, rows };
}
