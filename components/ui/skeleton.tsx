import { classNames } from "@/components/ui/class-names";

/** Stands where content will be, in its size (set by className); appears only after 150 ms. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden className={classNames("animate-late rounded-sm bg-sunken", className)}>
      &nbsp;
    </div>
  );
}
