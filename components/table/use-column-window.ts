"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect } from "react";

/** Up to this many columns all are in the document. */
const ALL_UP_TO = 40;
/** What the server renders: a window of ordinary width. */
const INITIAL_RECT = { width: 1440, height: 900 };

/** Columns in the document: the `pinned` first ones always, then those from `start` up to, not including, `end`. */
export type ColumnWindow = { pinned: number; start: number; end: number };

/** Which columns are in sight, so that hundreds of properties scroll as lightly as ten. `sizes` are widths in pixels. */
export function useColumnWindow(
  sizes: readonly number[],
  pinned: number,
  scroller: RefObject<HTMLElement | null>,
): ColumnWindow {
  const windowed = sizes.length > ALL_UP_TO;
  const virtualizer = useVirtualizer({
    horizontal: true,
    enabled: windowed,
    count: sizes.length,
    estimateSize: (index) => sizes[index] ?? 0,
    getScrollElement: () => scroller.current,
    overscan: 4,
    initialRect: INITIAL_RECT,
  });
  const layout = sizes.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns have other widths.
  useEffect(() => virtualizer.measure(), [virtualizer, layout]);
  if (!windowed) return { pinned, start: pinned, end: sizes.length };
  const items = virtualizer.getVirtualItems();
  const start = Math.max(pinned, items[0]?.index ?? pinned);
  return { pinned, start, end: Math.max(start, (items.at(-1)?.index ?? sizes.length - 1) + 1) };
}

/** The items in the document: the pinned ones, and those of the window. */
export function inWindow<T>(items: readonly T[], { pinned, start, end }: ColumnWindow): { pinned: T[]; others: T[] } {
  return { pinned: items.slice(0, pinned), others: items.slice(start, end) };
}
