"use client";

import { TriangleAlert } from "lucide-react";
import { useFilter } from "@/components/filters/use-filter";
import { useTimeRange } from "@/components/filters/use-time-range";
import { Button } from "@/components/ui/button";
import { DEFAULT_PRESET } from "@/lib/filters/time-range";

/** Stands in place of rows when the URL cannot be read: showing all rows instead would be a wrong answer. */
export function ProblemNotice({
  filterProblem,
  rangeProblem,
}: {
  filterProblem: string | null;
  rangeProblem: string | null;
}) {
  const { setParts } = useFilter();
  const { setRange } = useTimeRange();
  return (
    <div role="alert" className="flex flex-1 flex-col items-center justify-center gap-4 px-6 text-center">
      <TriangleAlert aria-hidden className="size-5 text-failed" />
      <div className="max-w-md">
        <h2 className="font-medium">
          {filterProblem === null ? "The time range in the address" : "The filter in the address"} cannot be read
        </h2>
        <p className="mt-1 text-sm text-balance text-muted first-letter:uppercase wrap-anywhere">
          {filterProblem ?? rangeProblem}
        </p>
        <p className="mt-1 text-sm text-muted">No requests are shown, since they would not be the ones asked for.</p>
      </div>
      {filterProblem === null ? (
        <Button onClick={() => setRange({ preset: DEFAULT_PRESET })}>Show the last 7 days</Button>
      ) : (
        <Button onClick={() => setParts([])}>Remove the filter</Button>
      )}
    </div>
  );
}
