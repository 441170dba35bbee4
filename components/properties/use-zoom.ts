"use client";

import { useState } from "react";
import { useShortcut } from "@/components/frame/use-shortcut";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { type RangeParams, rangeParams } from "@/lib/filters/search-params";

type Zoom = { before: RangeParams; after: RangeParams };

/** Zooms into a stretch of time; `undo` is null unless the present range is one that was zoomed into. Escape undoes too. */
export function useZoom(): { zoom: (from: number, to: number) => void; undo: (() => void) | null } {
  const [{ range, from, to }, setUrl] = usePropertiesUrl();
  const [zooms, setZooms] = useState<Zoom[]>([]);
  const now = { range, from, to };
  const last = zooms.at(-1);
  const zoomed = last !== undefined && sameRange(last.after, now);

  function zoom(start: number, end: number) {
    const after = rangeParams({ from: new Date(start), to: new Date(end) });
    setZooms([...(zoomed ? zooms : []), { before: now, after }]);
    void setUrl(after);
  }

  function undo() {
    if (!zoomed) return;
    setZooms(zooms.slice(0, -1));
    void setUrl(last.before);
  }

  useShortcut("Escape", undo);
  return { zoom, undo: zoomed ? undo : null };
}

function sameRange(a: RangeParams, b: RangeParams): boolean {
  return a.range === b.range && a.from === b.from && a.to === b.to;
}
