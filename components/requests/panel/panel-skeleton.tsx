import { Skeleton } from "@/components/ui/skeleton";

/** The panel's geometry while its request is under way. */
export function PanelSkeleton() {
  return (
    <div aria-busy>
      <div className="grid grid-cols-2 border-b sm:grid-cols-4">
        {["cost", "tokens", "latency", "first token"].map((name) => (
          <div key={name} className="px-4 py-3">
            <Skeleton className="h-4 w-14" />
            <Skeleton className="mt-1 h-5 w-20" />
          </div>
        ))}
      </div>
      <div className="flex flex-col gap-3 p-4">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-4 w-72" />
        <Skeleton className="h-4 w-64" />
        <Skeleton className="h-40 w-full" />
      </div>
    </div>
  );
}
