import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";

const CARDS = ["cost", "requests", "average", "tokens", "latency", "first token", "errors"];
const ROWS = ["1", "2", "3", "4", "5", "6"];

/** Each stands in for its section in that section's size. */
export function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading properties" className="flex flex-col gap-3 p-4 max-md:h-[53px] max-md:py-2">
      {ROWS.map((row) => (
        <Skeleton key={row} className="h-14 max-md:not-first:hidden" />
      ))}
    </div>
  );
}

export function CardsSkeleton() {
  return (
    <div role="status" aria-label="Loading totals" className="grid grid-cols-2 gap-3 lg:grid-cols-4 2xl:grid-cols-8">
      {CARDS.map((card) => (
        <Card key={card} className={classNames("h-24 px-4 py-3 max-sm:h-28", card === "latency" && "col-span-2")}>
          <Skeleton className="h-4 w-20" />
          <Skeleton className="mt-2 h-6 w-28" />
        </Card>
      ))}
    </div>
  );
}

/** Header 48, plot 288, legend and caption 64. */
export function ChartSkeleton() {
  return (
    <Card role="status" aria-label="Loading the chart" className="flex h-[402px] flex-col px-4 py-3">
      <Skeleton className="h-5 w-72 max-w-full" />
      <Skeleton className="mt-5 h-64 w-full" />
      <Skeleton className="mt-6 h-4 w-96 max-w-full" />
    </Card>
  );
}

export function TableSkeleton() {
  return (
    <Card role="status" aria-label="Loading the values" className="px-4 py-3">
      <Skeleton className="h-5 w-48" />
      {ROWS.map((row) => (
        <Skeleton key={row} className="mt-6 h-5 w-full" />
      ))}
    </Card>
  );
}
