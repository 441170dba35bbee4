import { Skeleton } from "@/components/ui/skeleton";

const ROWS = Array.from({ length: 24 }, (_, index) => index);

/** The table's geometry while its first rows are under way. */
export function RequestsSkeleton() {
  return (
    <div aria-busy className="min-h-0 flex-1 overflow-hidden">
      <div className="h-8 border-b" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-8 items-center gap-6 border-b px-5">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-4 w-12" />
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-3 w-48" />
          <Skeleton className="h-3 w-48" />
          <Skeleton className="h-3 w-16" />
        </div>
      ))}
    </div>
  );
}
