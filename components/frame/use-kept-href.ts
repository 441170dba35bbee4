"use client";

import { useSearchParams } from "next/navigation";

/** What the person set that means the same on every page. */
const KEPT = ["project", "filter", "range", "from", "to", "columns", "order", "segment"];

/** Gives hrefs of other pages that keep project, filter, time range and segment of the present one. */
export function useKeptHref(): (path: string) => string {
  const params = useSearchParams();
  return (path) => {
    const kept = new URLSearchParams();
    for (const name of KEPT) {
      for (const value of params.getAll(name)) kept.append(name, value);
    }
    return kept.size === 0 ? path : `${path}?${kept}`;
  };
}
