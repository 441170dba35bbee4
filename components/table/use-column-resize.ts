"use client";

import type { PointerEvent as ReactPointerEvent, RefObject } from "react";

/**
 * Resizing of columns by dragging. While dragging only the `<col data-column>` of `table` is touched, so that no row renders;
 * `onResize` is told the width in pixels when it ends.
 */
export function useColumnResize(
  table: RefObject<HTMLTableElement | null>,
  onResize: (column: string, width: number) => void,
) {
  return (event: ReactPointerEvent, column: string) => {
    const col = table.current?.querySelector<HTMLElement>(`col[data-column="${CSS.escape(column)}"]`);
    const header = event.currentTarget.closest("th");
    if (!col || header === null || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const startX = event.clientX;
    const startWidth = header.getBoundingClientRect().width;
    const tableWidth = Number.parseFloat(table.current?.style.minWidth ?? "0");
    let width = startWidth;
    const stop = new AbortController();
    const { signal } = stop;
    const move = ({ clientX }: PointerEvent) => {
      width = Math.max(64, startWidth + clientX - startX);
      col.style.width = `${width}px`;
      if (table.current !== null) table.current.style.minWidth = `${tableWidth + width - startWidth}px`;
    };
    const end = () => {
      stop.abort();
      if (width !== startWidth) onResize(column, width);
    };
    document.addEventListener("pointermove", move, { signal });
    document.addEventListener("pointerup", end, { signal });
    document.addEventListener("pointercancel", end, { signal });
  };
}
