import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["1", "2", "3"];

/** Stands in for the change, what stands out and the dimensions. */
export function FindingsSkeleton() {
  return (
    <div role="status" aria-label="Comparing the periods" className="flex flex-col gap-4">
      <Card className="h-34 px-4 py-3">
        <Skeleton className="h-6 w-96 max-w-full" />
        <Skeleton className="mt-5 h-12 w-full" />
      </Card>
      <Card className="divide-y">
        {ROWS.map((row) => (
          <div key={row} className="h-[67px] px-4 py-3">
            <Skeleton className="h-5 w-4/5" />
            <Skeleton className="mt-2 h-3 w-1/2" />
          </div>
        ))}
      </Card>
    </div>
  );
}
