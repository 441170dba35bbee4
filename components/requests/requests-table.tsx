"use client";

import { useTable } from "@tanstack/react-table";
import { type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type RefObject, type UIEvent, useEffect, useMemo, useRef } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { useUrlTransition } from "@/components/frame/url-transition";
import type { HeadColumn } from "@/components/requests/column-actions";
import { DENSITIES, shownColumns } from "@/components/requests/column-layout";
import { features, makeColumns } from "@/components/requests/columns";
import { LoadMoreRow } from "@/components/requests/load-more-row";
import { NewRequestsButton } from "@/components/requests/new-requests-button";
import { RequestTableHead } from "@/components/requests/request-table-head";
import { RequestTableRow } from "@/components/requests/request-table-row";
import type { RowsQuery } from "@/components/requests/row-data";
import { useColumnLayout } from "@/components/requests/use-column-layout";
import type { OpenRequest } from "@/components/requests/use-open-request";
import { useRowKeys } from "@/components/requests/use-row-keys";
import { useRowSelection } from "@/components/requests/use-row-selection";
import type { TableRows } from "@/components/requests/use-table-rows";
import { useColumnWindow } from "@/components/table/use-column-window";
import { classNames } from "@/components/ui/class-names";
import { requestsHref } from "@/lib/filters/search-params";
import type { RequestRow } from "@/lib/query/list-requests";

/** Rows from the end at which the next page is asked for. */
const AHEAD = 30;
/** Rows come and go so many at once: laying the table out anew costs more than the rows themselves. */
const STEP = 8;
/** What the server renders: what is seen of the list in a window of ordinary height. */
const INITIAL_RECT = { width: 1200, height: 660 };

type Props = {
  query: RowsQuery;
  properties: readonly FilterProperty[];
  opened: OpenRequest;
  loaded: TableRows;
  scroller: RefObject<HTMLDivElement | null>;
};

/** Every loaded request of the page; only the rows in sight are in the document. */
export function RequestsTable({ query, properties, opened, loaded, scroller }: Props) {
  const element = useRef<HTMLTableElement>(null);
  const { pending } = useUrlTransition();
  const { layout } = useColumnLayout();
  const { rowHeight } = DENSITIES[layout.density];
  const columns = useMemo(() => makeColumns(properties), [properties]);
  const state = useMemo(() => {
    const shown = shownColumns(layout);
    return {
      columnOrder: shown,
      columnVisibility: Object.fromEntries(layout.order.map((id) => [id, shown.includes(id)])),
      columnSizing: Object.fromEntries(layout.widths),
    };
  }, [layout]);
  const table = useTable({ features, columns, data: loaded.rows, getRowId: (row) => row.id, state });
  const { rows } = table.getRowModel();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    rangeExtractor: wholeSteps,
    scrollPaddingStart: rowHeight,
    initialRect: INITIAL_RECT,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another density have another height.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  const { hasNextPage, isFetching, isError, fetchNextPage, live } = loaded;
  useEffect(() => {
    if (last >= rows.length - AHEAD && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetching, isError, fetchNextPage]);

  const ids = useMemo(() => loaded.rows.map((row) => row.id), [loaded.rows]);
  const selection = useRowSelection(ids);
  const keys = useRowKeys(ids, opened, {
    scrollTo: (index) => virtualizer.scrollToIndex(index),
    select: (id) => selection.toggle(id, false),
  });

  const head: HeadColumn[] = table.getVisibleLeafColumns().map((column) => ({
    id: column.id,
    name: typeof column.columnDef.header === "string" ? column.columnDef.header : column.id,
    numeric: column.columnDef.meta?.numeric === true,
    size: column.getSize(),
  }));
  const sizes = head.map(({ size }) => size);
  const pinnedCount = 1 + head.filter(({ id }) => layout.pinned.has(id)).length;
  const columnWindow = useColumnWindow(sizes, pinnedCount, scroller);
  const href = requestsHref("/requests", query);
  const visibleColumns = head.map(({ id, size }) => `${id} ${size}`).join();
  const slowest = useMemo(() => slowestOf(loaded.rows), [loaded.rows]);
  const onScroll = ({ currentTarget }: UIEvent<HTMLElement>) => {
    element.current?.toggleAttribute("data-shifted", currentTarget.scrollLeft > 0);
    live.settle();
  };
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <NewRequestsButton count={live.held} partial={live.partial} onShow={live.showHeld} />
      <div
        ref={scroller}
        className="scroll-thin min-h-0 flex-1 overflow-auto"
        onScroll={onScroll}
        onPointerLeave={live.settle}
      >
        <table
          ref={element}
          aria-label="Requests"
          aria-rowcount={hasNextPage ? -1 : rows.length + 1}
          aria-colcount={head.length}
          aria-busy={pending}
          data-selecting={selection.empty ? undefined : true}
          className={classNames(
            "group/table w-full table-fixed border-separate border-spacing-0 text-sm",
            pending && "opacity-50",
          )}
          style={tableStyle(sizes, pinnedCount, rowHeight, slowest)}
        >
          <colgroup>
            {head.map(({ id, size }) => (
              <col key={id} data-column={id} style={{ width: size }} />
            ))}
            <col />
          </colgroup>
          <RequestTableHead columns={head} columnWindow={columnWindow} table={element} scroller={scroller} ids={ids} />
          <tbody>
            <Gap height={items[0]?.start ?? 0} columns={head.length + 1} />
            {items.map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              return (
                <RequestTableRow
                  key={row.id}
                  row={row}
                  visibleColumns={visibleColumns}
                  {...columnWindow}
                  rowIndex={item.index + 2}
                  opened={row.id === opened.openId}
                  selected={selection.isSelected(row.id)}
                  current={row.id === keys.currentId}
                  focused={row.id === keys.focusedId}
                  href={`${href}${href.includes("?") ? "&" : "?"}request=${row.id}`}
                  onOpen={keys.open}
                  onFocus={keys.setCurrent}
                  onSelect={selection.toggle}
                />
              );
            })}
            <Gap height={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} columns={head.length + 1} />
            {hasNextPage ? (
              <LoadMoreRow columns={head.length + 1} failed={isError} onRetry={() => void fetchNextPage()} />
            ) : null}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** What rows and cells read from the table, so that none of them renders anew when it changes. */
function tableStyle(sizes: number[], pinned: number, rowHeight: number, slowest: number): CSSProperties {
  let left = 0;
  const lefts = sizes.slice(0, pinned).map((size, index) => {
    const entry = [`--left-${index}`, `${left}px`];
    left += size;
    return entry;
  });
  return {
    minWidth: sizes.reduce((sum, size) => sum + size, 0),
    "--row": `${rowHeight}px`,
    "--slowest": slowest,
    ...Object.fromEntries(lefts),
  };
}

/** The latency that only the slowest twentieth of the loaded rows exceeds: one outlier must not flatten all other bars. */
function slowestOf(rows: readonly RequestRow[]): number {
  const sorted = rows.map(({ latencyMs }) => latencyMs).sort((one, other) => one - other);
  return Math.max(1, sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 1);
}

/** The rows in sight and some around them, in whole steps: as many come as go, in the same frame. */
function wholeSteps({ startIndex, endIndex, overscan, count }: Range): number[] {
  const first = Math.max(0, Math.floor((startIndex - overscan) / STEP) * STEP);
  const wanted = endIndex - startIndex + 1 + 2 * overscan;
  const end = Math.min(count, first + (Math.ceil(wanted / STEP) + 1) * STEP);
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
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
