"use client";

import { useSyncExternalStore } from "react";
import { useShortcut } from "@/components/frame/use-shortcut";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { type RangeParams, rangeParams } from "@/lib/filters/search-params";

type Zoom = { before: RangeParams; after: RangeParams };

/** Outside of any component: a stretch without requests has no chart, and is left by Escape all the same. */
let zooms: readonly Zoom[] = [];
const listeners = new Set<() => void>();

function setZooms(next: readonly Zoom[]): void {
  zooms = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const none: readonly Zoom[] = [];

/** Zooms into a stretch of time; `undo` is null unless the present range is one that was zoomed into. Escape undoes too. */
export function useZoom(): { zoom: (from: number, to: number) => void; undo: (() => void) | null } {
  const [{ range, from, to }, setUrl] = usePropertiesUrl();
  const known = useSyncExternalStore(
    subscribe,
    () => zooms,
    () => none,
  );
  const now = { range, from, to };
  const last = known.at(-1);
  const zoomed = last !== undefined && sameRange(last.after, now);

  function zoom(start: number, end: number) {
    const after = rangeParams({ from: new Date(start), to: new Date(end) });
    setZooms([...(zoomed ? known : []), { before: now, after }]);
    void setUrl(after);
  }

  function undo() {
    if (!zoomed) return;
    setZooms(known.slice(0, -1));
    void setUrl(last.before);
  }

  useShortcut("Escape", undo);
  return { zoom, undo: zoomed ? undo : null };
}

function sameRange(a: RangeParams, b: RangeParams): boolean {
  return a.range === b.range && a.from === b.from && a.to === b.to;
}
