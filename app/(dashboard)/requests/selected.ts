import "server-only";
import { z } from "zod";
import { requestTime } from "@/db/request-id";
import type { Position } from "@/lib/query/cursor";

/**
 * What is selected on the page: some requests by their ids, or everything the page's own parameters match; with `until` as
 * they did then, without what has arrived since.
 */
export const selectionInput = z.union([
  z.object({ ids: z.array(z.uuid()).min(1).max(20_000) }),
  z.object({ matching: z.literal(true), until: z.iso.datetime().optional() }),
]);

/** Where the requests with these ids lie, newest first. An id that is none of ours lies nowhere. */
export function positionsOf(ids: readonly string[]): Position[] {
  const sorted = [...new Set(ids.map((id) => id.toLowerCase()))].sort().reverse();
  return sorted.flatMap((id): Position[] => {
    const createdAt = requestTime(id);
    return createdAt === null ? [] : [{ id, createdAt }];
  });
}
