import { Skeleton } from "@/components/ui/skeleton";

/** Heights of the strip and of the same without its bars: nothing moves when they arrive. */
export const VOLUME_HEIGHT = "h-33";
export const VOLUME_OFF_HEIGHT = "h-9";

/** The strip's geometry while its figures are under way. */
export function VolumeSkeleton({ off }: { off: boolean }) {
  if (off) return <div aria-hidden className={`${VOLUME_OFF_HEIGHT} shrink-0 border-b`} />;
  return (
    <div aria-busy className={`${VOLUME_HEIGHT} flex shrink-0 flex-col gap-3 border-b px-4 py-3 md:px-5`}>
      <Skeleton className="h-4 w-64" />
      <Skeleton className="h-18 w-full" />
    </div>
  );
}
