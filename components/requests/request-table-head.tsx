"use client";

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type HeadColumn, movedBy } from "@/components/requests/column-actions";
import { withMoved, withWidth } from "@/components/requests/column-layout";
import { ColumnMenu } from "@/components/requests/column-menu";
import { HeaderCell } from "@/components/requests/header-cell";
import { pinnedStyle } from "@/components/requests/request-table-row";
import { useColumnLayout } from "@/components/requests/use-column-layout";
import { ColumnGap } from "@/components/table/column-gap";
import { useColumnDrag } from "@/components/table/use-column-drag";
import { useColumnResize } from "@/components/table/use-column-resize";
import { type ColumnWindow, inWindow } from "@/components/table/use-column-window";

const RESIZE_STEP = 16;

type Props = {
  columns: readonly HeadColumn[];
  columnWindow: ColumnWindow;
  table: RefObject<HTMLTableElement | null>;
  scroller: RefObject<HTMLElement | null>;
  /** Ids of the loaded rows, for the box that selects them. */
  ids: readonly string[];
};

/** Column names: a click sorts, a drag moves, the edge resizes, a right click or a tap offers all of it; arrows do it by keyboard. */
export function RequestTableHead({ columns, columnWindow, table, scroller, ids }: Props) {
  const { layout, change } = useColumnLayout();
  const row = useRef<HTMLTableRowElement>(null);
  const anchor = useRef<HTMLElement | null>(null);
  const refocus = useRef<string | null>(null);
  const [menu, setMenu] = useState<string | null>(null);
  const [reached, reach] = useState<string | null>(null);
  const drag = useColumnDrag(row, scroller, ({ column, target, side }) =>
    change((present) => withMoved(present, column, target, side)),
  );
  const resize = useColumnResize(table, (column, width) => change((present) => withWidth(present, column, width)));
  // A header that changes its place loses the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the layout is what moved it.
  useEffect(() => {
    if (refocus.current === null) return;
    buttonOf(row.current, refocus.current)?.focus();
    refocus.current = null;
  }, [layout]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, column: HeadColumn) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : null;
    if (step === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) change((present) => withWidth(present, column.id, column.size + step * RESIZE_STEP));
    else if (event.shiftKey) {
      refocus.current = column.id;
      change((present) => movedBy(present, column.id, step));
    } else {
      const next = columns[columns.findIndex(({ id }) => id === column.id) + step];
      if (next !== undefined) buttonOf(row.current, next.id)?.focus();
    }
  };
  const current = columns.some(({ id }) => id === reached) ? reached : columns[0]?.id;
  const cell = (column: HeadColumn, index: number, pinned: boolean) => (
    <HeaderCell
      key={column.id}
      column={column}
      index={index}
      pinned={pinned}
      style={pinned ? pinnedStyle(index) : undefined}
      drop={drag.drop?.target === column.id && drag.drop.column !== column.id ? drag.drop.side : null}
      dragged={drag.drop?.column === column.id}
      tabbable={column.id === current}
      ids={ids}
      onFocus={() => reach(column.id)}
      onKeyDown={(event) => onKeyDown(event, column)}
      onDragStart={(event) => drag.start(event, column.id)}
      onResizeStart={(event) => resize(event, column.id)}
      onResetWidth={() => change((present) => withWidth(present, column.id, null))}
      onMenu={(element) => {
        anchor.current = element;
        setMenu(column.id);
      }}
    />
  );
  const { pinned, others } = inWindow(columns, columnWindow);
  const { start, end } = columnWindow;
  return (
    <thead className="sticky top-0 z-20">
      <tr ref={row} aria-rowindex={1} className="h-8">
        {pinned.map((column, index) => cell(column, index, true))}
        <ColumnGap columns={start - pinned.length} />
        {others.map((column, position) => cell(column, start + position, false))}
        <td aria-hidden colSpan={columns.length - end + 1} className="border-b bg-canvas p-0" />
      </tr>
      <ColumnMenu
        column={columns.find(({ id }) => id === menu) ?? null}
        anchor={anchor}
        onClose={() => setMenu(null)}
      />
    </thead>
  );
}

function buttonOf(row: HTMLElement | null, column: string): HTMLElement | null {
  return row?.querySelector<HTMLElement>(`[data-column="${CSS.escape(column)}"] button`) ?? null;
}
