"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { HeadColumn } from "@/components/requests/column-actions";
import { FIRST_COLUMN } from "@/components/requests/column-ids";
import { SelectLoaded } from "@/components/requests/select-boxes";
import { type ColumnOrders, ordersOf, useSort } from "@/components/requests/use-sort";
import { classNames } from "@/components/ui/class-names";
import type { RequestOrder } from "@/lib/filters/request-order";

type Props = {
  column: HeadColumn;
  /** Place among all columns. */
  index: number;
  pinned: boolean;
  style: CSSProperties | undefined;
  /** The side of it where a dragged column would go. */
  drop: "before" | "after" | null;
  dragged: boolean;
  /** The header that Tab reaches. */
  tabbable: boolean;
  ids: readonly string[];
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onDragStart: (event: PointerEvent) => void;
  onResizeStart: (event: PointerEvent) => void;
  onResetWidth: () => void;
  onMenu: (anchor: HTMLElement) => void;
};

const LINE = "after:absolute after:inset-y-0 after:w-0.5 after:bg-accent";
const DROP = { before: `${LINE} after:-left-px`, after: `${LINE} after:-right-px` } as const;

type Sorted = "ascending" | "descending" | null;

function sortedAs(orders: ColumnOrders | null, order: RequestOrder): Sorted {
  if (order === orders?.first) return "descending";
  return order === orders?.second ? "ascending" : null;
}

/** On the inner side of the name, so that numbers stay aligned with it. */
function SortArrow({ sorted, first }: { sorted: Sorted; first: boolean }) {
  if (sorted === null) return null;
  const Arrow = sorted === "ascending" ? ArrowUp : ArrowDown;
  return <Arrow aria-hidden className={classNames("size-3 shrink-0", first && "-order-1")} />;
}

/** Name of one column. */
export function HeaderCell(props: Props) {
  const { column, index, pinned, style, drop, dragged, tabbable, ids } = props;
  const { order, cycle } = useSort();
  const orders = ordersOf(column.id);
  const sorted = sortedAs(orders, order);
  const first = column.id === FIRST_COLUMN;
  const touched = useRef(false);
  return (
    <th
      scope="col"
      data-column={column.id}
      aria-colindex={index + 1}
      aria-sort={sorted ?? undefined}
      title={column.name}
      style={style}
      className={classNames(
        "group/head relative h-8 border-b bg-canvas p-0 text-xs font-medium text-muted",
        first && "left-0 z-10 group-data-shifted/table:sticky",
        pinned && !first && "md:z-10 md:group-data-shifted/table:sticky md:group-data-shifted/table:left-(--left)",
        dragged && "opacity-50",
        drop !== null && DROP[drop],
      )}
    >
      <div
        onPointerDown={first ? undefined : props.onDragStart}
        className={classNames("flex h-full items-center gap-2", first ? "pr-3 pl-4 md:pl-5" : "px-3")}
      >
        {first ? <SelectLoaded ids={ids} /> : null}
        <button
          type="button"
          tabIndex={tabbable ? 0 : -1}
          aria-haspopup={orders === null ? "dialog" : undefined}
          onPointerDown={({ pointerType }) => {
            touched.current = pointerType === "touch";
          }}
          onFocus={props.onFocus}
          onKeyDown={(event) => {
            touched.current = false;
            props.onKeyDown(event);
          }}
          onContextMenu={(event) => {
            event.preventDefault();
            props.onMenu(event.currentTarget);
          }}
          onClick={(event) => {
            // A finger neither drags a name nor right-clicks it: a tap offers everything, sorting too.
            if (orders === null || touched.current) props.onMenu(event.currentTarget);
            else cycle(orders);
          }}
          className={classNames(
            "-mx-1.5 flex h-6 min-w-0 items-center gap-1 rounded-sm px-1.5 select-none hover:bg-hover hover:text-ink",
            column.numeric && "ml-auto",
            sorted !== null && "text-ink",
          )}
        >
          <span dir="auto" className="truncate">
            {column.name}
          </span>
          <SortArrow sorted={sorted} first={column.numeric} />
        </button>
      </div>
      <span
        aria-hidden
        onPointerDown={props.onResizeStart}
        onDoubleClick={props.onResetWidth}
        className="absolute inset-y-0 right-0 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-2 after:right-0 after:w-px after:bg-transparent group-hover/head:after:bg-line-strong hover:after:bg-accent"
      />
    </th>
  );
}
