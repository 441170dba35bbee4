"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useUrlTransition } from "@/components/frame/url-transition";
import { commonParams, rangeParams, readTimeRange } from "@/lib/filters/search-params";
import type { TimeRange } from "@/lib/filters/time-range";

const parsers = { range: commonParams.range, from: commonParams.from, to: commonParams.to };

/** The time range in the URL; null with its problem when it cannot be read. */
export function useTimeRange(): {
  range: TimeRange | null;
  problem: string | null;
  setRange: (range: TimeRange) => void;
} {
  const { start } = useUrlTransition();
  const [params, setParams] = useQueryStates(parsers, { shallow: false, history: "push", startTransition: start });
  const read = useMemo(() => readTimeRange(params), [params]);
  return { range: read.value, problem: read.problem, setRange: (range) => void setParams(rangeParams(range)) };
}
