"use client";

import { type Cell, FlexRender, type Row } from "@tanstack/react-table";
import { type CSSProperties, type MouseEvent, memo, useEffect, useRef } from "react";
import type { features } from "@/components/requests/columns";
import { SelectRow } from "@/components/requests/select-boxes";
import { ColumnGap } from "@/components/table/column-gap";
import { inWindow } from "@/components/table/use-column-window";
import { classNames } from "@/components/ui/class-names";
import type { RequestRow } from "@/lib/query/list-requests";

type Props = {
  row: Row<typeof features, RequestRow>;
  /** Changes when columns are shown, hidden, moved or resized. */
  visibleColumns: string;
  /** The columns in sight, see ColumnWindow. */
  pinned: number;
  start: number;
  end: number;
  /** Position among all rows, the header being the first. */
  rowIndex: number;
  /** Its panel is open. */
  opened: boolean;
  /** Chosen for a bulk edit or an export. */
  selected: boolean;
  /** The row that Tab reaches. */
  current: boolean;
  /** Take the keyboard focus now. */
  focused: boolean;
  href: string;
  onOpen: (id: string) => void;
  onFocus: (id: string) => void;
  onSelect: (id: string, range: boolean) => void;
};

/** The element that takes the focus back when the request's panel closes. */
export function rowLinkId(id: string): string {
  return `request-${id}`;
}

/**
 * One request. Its pinned cells stick only while the table is scrolled sideways (`data-shifted`): a sticky cell is a layer
 * of its own, and dozens of them are half the work of scrolling down. Its time is a link, so that it opens by keyboard and in a
 * new tab; a click anywhere does the same.
 */
export const RequestTableRow = memo(function RequestTableRow(props: Props) {
  const { row, pinned, start, end, rowIndex, opened, selected, current, focused, href, onOpen, onFocus, onSelect } =
    props;
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
  const lit = opened || selected;
  const stuck = lit ? "bg-selected" : "bg-canvas group-hover:bg-hover group-has-[a:focus-visible]:bg-hover";
  const cells = row.getVisibleCells();
  const shown = inWindow(cells, { pinned, start, end });
  const [name, ...fixed] = shown.pinned;
  return (
    <tr
      aria-rowindex={rowIndex}
      onClick={open}
      className={classNames(
        // A layer of its own keeps what was painted of it when other rows come and go.
        "group relative z-0 h-(--row) cursor-default has-[a:focus-visible]:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-accent",
        lit ? "bg-selected" : "hover:bg-hover",
      )}
    >
      {name === undefined ? null : (
        <td className={classNames("left-0 z-10 border-b pr-3 pl-4 group-data-shifted/table:sticky md:pl-5", stuck)}>
          <span className="flex items-center gap-2">
            <SelectRow selected={selected} onSelect={(range) => onSelect(row.id, range)} />
            <a
              ref={link}
              id={rowLinkId(row.id)}
              href={href}
              tabIndex={current ? 0 : -1}
              aria-current={opened ? "true" : undefined}
              onFocus={() => onFocus(row.id)}
              className="truncate outline-none"
            >
              <FlexRender cell={name} />
            </a>
          </span>
        </td>
      )}
      {fixed.map((cell, position) => (
        <td
          key={cell.id}
          aria-colindex={position + 2}
          style={pinnedStyle(position + 1)}
          className={classNames(
            CELL,
            looks(cell),
            "md:left-(--left) md:z-10 md:group-data-shifted/table:sticky",
            position === fixed.length - 1 && "md:border-r",
            stuck,
          )}
        >
          <FlexRender cell={cell} />
        </td>
      ))}
      <ColumnGap columns={start - shown.pinned.length} />
      {shown.others.map((cell, position) => (
        <td key={cell.id} aria-colindex={start + position + 1} className={classNames(CELL, looks(cell))}>
          <FlexRender cell={cell} />
        </td>
      ))}
      <ColumnGap columns={cells.length - end + 1} />
    </tr>
  );
});

const CELL = "border-b px-3 whitespace-nowrap";

/** Only what may be too long is cut: every cut is a clip that each frame of scrolling pays for. */
function looks({ column }: Cell<typeof features, RequestRow>): string {
  const { numeric = false, fits = null } = column.columnDef.meta ?? {};
  const cut = fits === null || column.getSize() < fits;
  return classNames(numeric && "text-right", cut && "truncate");
}

/** The table knows the widths of the columns before; a phone has no room for more than the first. */
export function pinnedStyle(index: number): CSSProperties {
  return { "--left": `var(--left-${index})` } as CSSProperties;
}
