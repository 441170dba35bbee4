import { followCallers } from "@/lib/query/caller";

/** Next calls it once, before the first request. */
export function register(): void {
  followCallers();
}
