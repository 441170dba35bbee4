"use client";

import { useState } from "react";
import { useTimeRange } from "@/components/filters/use-time-range";
import { rangeParams } from "@/lib/filters/search-params";
import type { TimeRange } from "@/lib/filters/time-range";

const keyOf = (range: TimeRange | null) => (range === null ? "" : JSON.stringify(rangeParams(range)));

/** Zooms the page's time range; `undo` goes back step by step, until the range is chosen some other way. */
export function useZoom(): { zoom: (from: number, to: number) => void; undo: (() => void) | null } {
  const { range, setRange } = useTimeRange();
  const [steps, setSteps] = useState<{ from: TimeRange; to: string }[]>([]);
  const last = steps.at(-1);
  const zoomed = last !== undefined && last.to === keyOf(range);
  return {
    zoom: (from, to) => {
      if (range === null) return;
      const next = { from: new Date(from), to: new Date(to) };
      setSteps([...(zoomed ? steps : []), { from: range, to: keyOf(next) }]);
      setRange(next);
    },
    undo: zoomed
      ? () => {
          setSteps(steps.slice(0, -1));
          setRange(last.from);
        }
      : null,
  };
}
