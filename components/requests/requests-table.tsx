"use client";

import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useRef } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { useUrlTransition } from "@/components/frame/url-transition";
import { useColumnVisibility } from "@/components/requests/column-visibility";
import { features, makeColumns } from "@/components/requests/columns";
import { LoadMoreRow } from "@/components/requests/load-more-row";
import { NewRequestsButton } from "@/components/requests/new-requests-button";
import { RequestTableHead } from "@/components/requests/request-table-head";
import { RequestTableRow } from "@/components/requests/request-table-row";
import type { RowsQuery } from "@/components/requests/row-data";
import { useNewerRequests } from "@/components/requests/use-newer-requests";
import type { OpenRequest } from "@/components/requests/use-open-request";
import { useRequestRows } from "@/components/requests/use-request-rows";
import { useRowKeys } from "@/components/requests/use-row-keys";
import { useColumnWindow } from "@/components/table/use-column-window";
import { classNames } from "@/components/ui/class-names";
import { requestsHref } from "@/lib/filters/search-params";
import type { RequestPage } from "@/lib/query/list-requests";

const ROW_HEIGHT = 32;
/** Rows from the end at which the next page is asked for. */
const AHEAD = 10;
/** What the server renders: a window of ordinary height. */
const INITIAL_RECT = { width: 1200, height: 900 };

export type RequestsTableProps = {
  firstPage: RequestPage;
  query: RowsQuery;
  renderedAt: number;
  properties: readonly FilterProperty[];
};

/** Every loaded request of the page; only the rows in sight are in the document. */
export function RequestsTable(props: RequestsTableProps & { opened: OpenRequest }) {
  const { firstPage, query, renderedAt, properties, opened } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const { pending } = useUrlTransition();
  const { hidden } = useColumnVisibility();
  const loaded = useRequestRows(firstPage, query, renderedAt);
  const columns = useMemo(() => makeColumns(properties), [properties]);
  const columnVisibility = useMemo(() => Object.fromEntries([...hidden].map((id) => [id, false])), [hidden]);
  const table = useTable({
    features,
    columns,
    data: loaded.rows,
    getRowId: (row) => row.id,
    state: { columnVisibility },
  });
  const { rows } = table.getRowModel();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollPaddingStart: ROW_HEIGHT,
    initialRect: INITIAL_RECT,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  const { hasNextPage, isFetching, isError, fetchNextPage } = loaded;
  useEffect(() => {
    if (last >= rows.length - AHEAD && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetching, isError, fetchNextPage]);

  const ids = useMemo(() => loaded.rows.map((row) => row.id), [loaded.rows]);
  const keys = useRowKeys(ids, opened, (index) => virtualizer.scrollToIndex(index));
  const newer = useNewerRequests(query, firstPage.rows[0]?.id ?? null);

  const leaves = table.getVisibleLeafColumns();
  const sizes = leaves.map((column) => column.getSize());
  const width = sizes.reduce((sum, size) => sum + size, 0);
  const { start, end } = useColumnWindow(sizes, scroller);
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {newer ? (
        <NewRequestsButton
          atTop={() => (scroller.current?.scrollTop ?? 0) === 0 && opened.openId === null}
          onShow={() => {
            scroller.current?.scrollTo({ top: 0 });
            router.refresh();
          }}
        />
      ) : null}
      <div ref={scroller} className="scroll-thin min-h-0 flex-1 overflow-auto">
        <table
          aria-label="Requests"
          aria-rowcount={hasNextPage ? -1 : rows.length + 1}
          aria-colcount={leaves.length}
          aria-busy={pending}
          className={classNames("w-full table-fixed border-separate border-spacing-0 text-sm", pending && "opacity-50")}
          style={{ minWidth: width }}
        >
          <colgroup>
            {leaves.map((column) => (
              <col key={column.id} style={{ width: column.getSize() }} />
            ))}
          </colgroup>
          <RequestTableHead
            headers={table.getFlatHeaders().filter((header) => header.column.getIsVisible())}
            columnWindow={{ start, end }}
          />
          <tbody>
            <Gap height={before} columns={leaves.length} />
            {items.map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              return (
                <RequestTableRow
                  key={row.id}
                  row={row}
                  visibleColumns={leaves.map((column) => column.id).join()}
                  start={start}
                  end={end}
                  rowIndex={item.index + 2}
                  selected={row.id === opened.openId}
                  current={row.id === keys.currentId}
                  focused={row.id === keys.focusedId}
                  href={requestsHref("/requests", { ...query, request: row.id })}
                  onOpen={keys.open}
                  onFocus={keys.setCurrent}
                />
              );
            })}
            <Gap height={after} columns={leaves.length} />
            {hasNextPage ? (
              <LoadMoreRow columns={leaves.length} failed={isError} onRetry={() => void fetchNextPage()} />
            ) : null}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Keeps the place of the rows that are out of sight. */
function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}
