"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect } from "react";

/** Up to this many columns all are in the document. */
const ALL_UP_TO = 40;
/** What the server renders: a window of ordinary width. */
const INITIAL_RECT = { width: 1440, height: 900 };

/** Columns in the document: the first one always, then those from `start` up to, not including, `end`. */
export type ColumnWindow = { start: number; end: number };

/** Which columns are in sight, so that hundreds of properties scroll as lightly as ten. `sizes` are widths in pixels. */
export function useColumnWindow(sizes: readonly number[], scroller: RefObject<HTMLElement | null>): ColumnWindow {
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
  if (!windowed) return { start: 1, end: sizes.length };
  const items = virtualizer.getVirtualItems();
  const start = Math.max(1, items[0]?.index ?? 1);
  return { start, end: Math.max(start, (items.at(-1)?.index ?? sizes.length - 1) + 1) };
}

/** The first item and those in the window. */
export function inWindow<T>(items: readonly T[], { start, end }: ColumnWindow): T[] {
  return [...items.slice(0, 1), ...items.slice(start, end)];
}
