"use client";

import { type PointerEvent as ReactPointerEvent, type RefObject, useState } from "react";

export type ColumnDrop = { column: string; target: string; side: "before" | "after" };

/** Pixels before a press becomes a drag: a click on a header sorts. */
const SLACK = 6;
/** Near this edge of what scrolls, dragging scrolls. */
const EDGE = 48;
const STEP = 12;

/**
 * Reordering of columns by dragging their headers: elements inside `row` with `data-column`. By touch the row scrolls
 * instead; Escape gives up. `drop` is where the column would go now.
 */
export function useColumnDrag(
  row: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
  onDrop: (drop: ColumnDrop) => void,
) {
  const [drop, setDrop] = useState<ColumnDrop | null>(null);
  const start = (event: ReactPointerEvent, column: string) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    const startX = event.clientX;
    let current: ColumnDrop | null = null;
    const stop = new AbortController();
    const { signal } = stop;
    const move = ({ clientX }: PointerEvent) => {
      if (current === null && Math.abs(clientX - startX) < SLACK) return;
      scrollNear(scroller.current, clientX);
      current = placeAt(row.current, clientX, column) ?? current;
      setDrop(current);
    };
    const end = (done: boolean) => {
      stop.abort();
      setDrop(null);
      if (current === null) return;
      swallowClick();
      if (done && current.target !== column) onDrop(current);
    };
    document.addEventListener("pointermove", move, { signal });
    document.addEventListener("pointerup", () => end(true), { signal });
    document.addEventListener("pointercancel", () => end(false), { signal });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && end(false), { signal });
  };
  return { drop, start };
}

function placeAt(row: HTMLElement | null, x: number, column: string): ColumnDrop | null {
  for (const header of row?.querySelectorAll<HTMLElement>("[data-column]") ?? []) {
    const { left, right } = header.getBoundingClientRect();
    const target = header.dataset.column;
    if (target !== undefined && x >= left && x < right) {
      return { column, target, side: x < (left + right) / 2 ? "before" : "after" };
    }
  }
  return null;
}

function scrollNear(scroller: HTMLElement | null, x: number): void {
  if (scroller === null) return;
  const { left, right } = scroller.getBoundingClientRect();
  if (x > right - EDGE) scroller.scrollLeft += STEP;
  if (x < left + EDGE) scroller.scrollLeft -= STEP;
}

/** The click that ends a drag on the header it began on must not sort. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation();
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
}
