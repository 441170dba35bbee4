"use client";

import { Suspense, use } from "react";
import { ABSENT } from "@/components/charts/unit-format";
import { formatCount } from "@/components/format/count";
import { formatAge, formatMoment } from "@/components/format/time";
import { useClock } from "@/components/frame/clock";
import { type SeenOf, seenKey } from "@/components/properties/seen-key";
import type { ColumnId } from "@/components/properties/table-columns";
import { Skeleton } from "@/components/ui/skeleton";
import type { SeenFigures } from "@/lib/query/seen-by-value";

/** Under `seenKey`; it may come after the rest of the table. Null: it could not be found out. */
export type SeenCells = Promise<ReadonlyMap<string, SeenFigures> | null> | null;

/** How many users a value has, or when its newest request came. */
export function SeenCell({ seen, row, column }: { seen: SeenCells; row: SeenOf; column: ColumnId }) {
  if (seen === null) return <span className="text-faint">{ABSENT}</span>;
  return (
    <Suspense fallback={<Skeleton className="ml-auto h-4 w-12" />}>
      <Arrived seen={seen} row={row} column={column} />
    </Suspense>
  );
}

function Arrived({ seen, row, column }: { seen: NonNullable<SeenCells>; row: SeenOf; column: ColumnId }) {
  const { now, timeZone } = useClock();
  const found = use(seen);
  if (found === null) return <span title="The database did not answer. Load the page again.">{ABSENT}</span>;
  const figures = found.get(seenKey(row));
  if (column === "users") return formatCount(figures?.users ?? 0);
  if (figures === undefined || figures.lastSeen === null) return ABSENT;
  return <span title={formatMoment(figures.lastSeen, timeZone)}>{formatAge(figures.lastSeen, now, timeZone)}</span>;
}
