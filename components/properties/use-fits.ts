"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/** Whether what is inside is no wider than its box: then it need not scroll sideways and its header can stay in sight. */
export function useFits(): { box: RefObject<HTMLDivElement | null>; fits: boolean } {
  const box = useRef<HTMLDivElement>(null);
  const [fits, setFits] = useState(false);
  useEffect(() => {
    const outer = box.current;
    const inner = outer?.querySelector("table");
    if (outer === null || inner === null || inner === undefined) return;
    const observer = new ResizeObserver(() => setFits(inner.offsetWidth <= outer.clientWidth));
    observer.observe(outer);
    observer.observe(inner);
    return () => observer.disconnect();
  }, []);
  return { box, fits };
}
