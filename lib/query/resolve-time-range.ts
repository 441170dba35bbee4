import "server-only";
import { type ResolvedRange, resolveRange, type TimeRange } from "@/lib/filters/time-range";
import type { QueryContext } from "./context";
import { firstRequestAt } from "./has-requests";

/** The moments of a range in the project's zone; asks for the first request only when everything is wanted. */
export async function resolveTimeRange(context: QueryContext, range: TimeRange, now: Date): Promise<ResolvedRange> {
  const all = "preset" in range && range.preset === "all";
  return resolveRange(range, now, context.project.timeZone, all ? await firstRequestAt(context) : null);
}
