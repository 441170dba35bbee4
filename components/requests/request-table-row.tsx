"use client";

import { FlexRender, type Row } from "@tanstack/react-table";
import { type MouseEvent, memo, useEffect, useRef } from "react";
import type { features } from "@/components/requests/columns";
import { ColumnGap } from "@/components/table/column-gap";
import { inWindow } from "@/components/table/use-column-window";
import { classNames } from "@/components/ui/class-names";
import type { RequestRow } from "@/lib/query/list-requests";

type Props = {
  row: Row<typeof features, RequestRow>;
  /** Changes when columns are shown or hidden. */
  visibleColumns: string;
  /** The columns in sight, see ColumnWindow. */
  start: number;
  end: number;
  /** Position among all rows, the header being the first. */
  rowIndex: number;
  selected: boolean;
  /** The row that Tab reaches. */
  current: boolean;
  /** Take the keyboard focus now. */
  focused: boolean;
  href: string;
  onOpen: (id: string) => void;
  onFocus: (id: string) => void;
};

/** The element that takes the focus back when the request's panel closes. */
export function rowLinkId(id: string): string {
  return `request-${id}`;
}

/** One request. Its time is a link, so that it opens by keyboard and in a new tab; a click anywhere does the same. */
export const RequestTableRow = memo(function RequestTableRow(props: Props) {
  const { row, start, end, rowIndex, selected, current, focused, href, onOpen, onFocus } = props;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (focused) link.current?.focus({ preventScroll: true });
  }, [focused]);
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // A text selected with the mouse is to be copied, not opened.
    if (window.getSelection()?.type === "Range") return;
    onOpen(row.id);
  };
  const cells = row.getVisibleCells();
  const [name, ...others] = inWindow(cells, { start, end });
  return (
    <tr
      aria-rowindex={rowIndex}
      onClick={open}
      className={classNames(
        "group h-8 cursor-default has-[a:focus-visible]:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-accent",
        selected ? "bg-selected" : "hover:bg-hover",
      )}
    >
      {name === undefined ? null : (
        <td
          className={classNames(
            "sticky left-0 z-10 truncate border-b pr-3 pl-4 md:pl-5",
            selected ? "bg-selected" : "bg-canvas group-hover:bg-hover group-has-[a:focus-visible]:bg-hover",
          )}
        >
          <a
            ref={link}
            id={rowLinkId(row.id)}
            href={href}
            tabIndex={current ? 0 : -1}
            aria-current={selected ? "true" : undefined}
            onFocus={() => onFocus(row.id)}
            className="outline-none"
          >
            <FlexRender cell={name} />
          </a>
        </td>
      )}
      <ColumnGap columns={start - 1} />
      {others.map((cell, position) => (
        <td
          key={cell.id}
          aria-colindex={start + position + 1}
          className={classNames("truncate border-b px-3", cell.column.columnDef.meta?.numeric === true && "text-right")}
        >
          <FlexRender cell={cell} />
        </td>
      ))}
      <ColumnGap columns={cells.length - end} />
    </tr>
  );
});
