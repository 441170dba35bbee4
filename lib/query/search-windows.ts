import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { RequestOrder } from "@/lib/filters/request-order";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { leavesOf } from "./resolve-fields";
import { isDetailField } from "./sql/columns";

const FIRST_MS = 6 * 3_600_000;
const GROWTH = 4;

/**
 * The range in pieces, in the order in which a page is filled. A filter on what was said, or on how a call ended, reads the
 * details of a piece (by the index over a day where that has one), so the first pieces are short, and a page that is full
 * reads no further. Without such a filter, or in an order other than by time, there is one piece.
 */
export function searchWindows(filter: Filter | null, range: ResolvedRange, order: RequestOrder): ResolvedRange[] {
  const searches = leavesOf(filter).some(({ field }) => field === "text" || isDetailField(field));
  if (!searches || (order !== "newest" && order !== "oldest")) return [range];
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  const windows: ResolvedRange[] = [];
  let done = 0;
  for (let length = FIRST_MS; done < to - from; length *= GROWTH) {
    const end = Math.min(done + length, to - from);
    const [start, stop] = order === "newest" ? [to - end, to - done] : [from + done, from + end];
    windows.push({ from: new Date(start), to: new Date(stop) });
    done = end;
  }
  return windows.length === 0 ? [range] : windows;
}
