import { resumeBulkEdits } from "@/app/(dashboard)/requests/bulk/jobs";
import { readEnv } from "@/env";
import { followCallers } from "@/lib/query/caller";
import { readDatabase } from "@/lib/query/database";

/** Next calls it once, before the first request, and waits for it: what is to go on goes on by itself. */
export function register(): void {
  followCallers();
  if (readEnv().DATABASE_URL === undefined) return;
  resumeBulkEdits(readDatabase()).catch((error: unknown) => console.error(error));
}
