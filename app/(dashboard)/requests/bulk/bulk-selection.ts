import "server-only";
import { z } from "zod";
import { positionsOf } from "@/app/(dashboard)/requests/selected";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import type { NextPage } from "@/lib/ingest/bulk-edit";
import type { QueryContext } from "@/lib/query/context";
import { matchingPage } from "@/lib/query/matching-requests";

/** Requests of one transaction: short enough that nobody waits for its locks. */
const PAGE = 1_000;

const moment = z.iso.datetime().transform((text) => new Date(text));
const bulkSelection = z.union([
  z.object({ ids: z.array(z.string()) }),
  z.object({ filter: z.string(), from: moment, to: moment }),
]);

/** The requests of a bulk edit as its row in the database says: chosen one by one, or by a filter and two moments. */
export type BulkSelection = z.input<typeof bulkSelection>;

/** Newest first. A filter is asked anew for every page: whether a request matches is decided when its turn comes. */
export function pagesOf(context: QueryContext, stored: unknown, size = PAGE): NextPage {
  const { data: selection } = bulkSelection.safeParse(stored);
  if (selection === undefined) throw new TypeError("It does not say which requests it concerns.");
  if ("ids" in selection) {
    const positions = positionsOf(selection.ids);
    return async (after) => {
      const left = after === null ? positions : positions.filter(({ id }) => id < after.id);
      return left.slice(0, size);
    };
  }
  const filter = parseFilterText(selection.filter);
  return (after) => matchingPage(context, { filter, range: selection }, after, size);
}
