import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const CARDS = ["cost", "requests", "latency", "errors"];
const ROWS = ["1", "2", "3", "4", "5"];

export function FigureCardsSkeleton() {
  return (
    <div role="status" aria-label="Loading totals" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {CARDS.map((card) => (
        <Card key={card} className="h-24 px-4 py-3 max-sm:h-28">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="mt-2 h-6 w-28" />
        </Card>
      ))}
    </div>
  );
}

/** In the size of the list that comes. */
export function TopListSkeleton({ title }: { title: string }) {
  return (
    <Card role="status" aria-label={`Loading ${title}`} className="h-76 px-4 py-3">
      <Skeleton className="h-5 w-36" />
      {ROWS.map((row) => (
        <Skeleton key={row} className="mt-4 h-4 w-full" />
      ))}
    </Card>
  );
}

export function ChangeSkeleton() {
  return (
    <div role="status" aria-label="Loading what changed" className="flex flex-col gap-2">
      <Skeleton className="my-px h-5 w-56" />
      <Card className="h-[126px] px-4 py-3 max-sm:h-[246px]">
        <Skeleton className="h-5 w-56" />
        <Skeleton className="mt-3 h-4 w-4/5" />
        <Skeleton className="mt-3 h-4 w-3/5" />
        <Skeleton className="mt-3 h-4 w-2/3" />
      </Card>
    </div>
  );
}
