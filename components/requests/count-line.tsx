"use client";

import { useQuery } from "@tanstack/react-query";
import { Suspense, use } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { formatCount } from "@/components/format/count";
import { ExportButton } from "@/components/requests/export/export-button";
import { LiveToggle } from "@/components/requests/live-toggle";
import { fetchExactCount, type RowsQuery } from "@/components/requests/row-data";
import type { Selection } from "@/components/requests/use-selection";
import type { TableRows } from "@/components/requests/use-table-rows";
import { Skeleton } from "@/components/ui/skeleton";
import type { RequestCount } from "@/lib/query/count-requests";

type CountProps = { count: Promise<RequestCount | null>; query: RowsQuery; added: number };
type Props = Omit<CountProps, "added"> & { properties: readonly FilterProperty[]; live: TableRows["live"] };

const EVERYTHING: Selection = { kind: "matching", counted: null };

/** How many requests match, below the table; beyond what is counted at once, exactly on demand. */
export function CountLine({ properties, live, ...props }: Props) {
  return (
    <footer className="flex h-8 shrink-0 items-center border-t pr-1 pl-4 text-xs text-muted md:pr-2 md:pl-5">
      <span>
        <Suspense fallback={<Skeleton className="w-24" />}>
          <Count {...props} added={live.added} />
        </Suspense>
      </span>
      <span className="ml-auto flex items-center gap-1">
        <LiveToggle live={live} />
        <ExportButton
          query={props.query}
          properties={properties}
          selection={EVERYTHING}
          className="text-xs [&_svg]:size-3.5"
        />
      </span>
    </footer>
  );
}

function Count({ count, query, added }: CountProps) {
  const counted = use(count);
  const exact = useQuery({
    queryKey: ["exact-count", query],
    queryFn: ({ signal }) => fetchExactCount(query, signal),
    enabled: false,
  });
  if (counted === null) return "The requests could not be counted";
  const total = counted.count + added;
  if (!counted.capped) return `${formatCount(total)} ${total === 1 ? "request" : "requests"}`;
  if (exact.data !== undefined) return `${formatCount(exact.data.count)} requests`;
  return (
    <>
      {formatCount(counted.count)}+ requests
      <button
        type="button"
        disabled={exact.isFetching}
        onClick={() => void exact.refetch()}
        className="ml-2 rounded-sm text-accent-text underline-offset-4 hover:underline disabled:text-faint"
      >
        {exact.isFetching ? "Counting" : exact.isError ? "Count again" : "Count exactly"}
      </button>
    </>
  );
}
