import { Button } from "@/components/ui/button";

/** Stands below the last loaded row while there are more. */
export function LoadMoreRow({ columns, failed, onRetry }: { columns: number; failed: boolean; onRetry: () => void }) {
  return (
    <tr className="h-10">
      <td colSpan={columns} className="px-5 text-muted">
        <span className="sticky left-5 inline-flex items-center gap-2">
          {failed ? (
            <>
              More requests could not be loaded.
              <Button onClick={onRetry}>Try again</Button>
            </>
          ) : (
            "Loading more requests"
          )}
        </span>
      </td>
    </tr>
  );
}
