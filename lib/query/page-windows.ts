import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { RequestOrder } from "@/lib/filters/request-order";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { leavesOf } from "./resolve-fields";
import { isDetailField } from "./sql/columns";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** From where a page begins: a quarter of a day, then four times as much again and again. */
const GROWING = [6, 30, 126, 510, 2046, 8190].map((hours) => hours * HOUR_MS);

/**
 * The range in pieces, in the order in which a page is filled: a page that is full looks no further. First one day, which
 * fills most pages, then all the rest: planning a look into thirty days takes longer than reading fifty requests of one. A
 * filter on what was said, or on how a call ended, reads the details of a piece (by the index over a day where that has
 * one): those pieces are short at first. In an order other than by time there is one piece.
 */
export function pageWindows(filter: Filter | null, range: ResolvedRange, order: RequestOrder): ResolvedRange[] {
  if (order !== "newest" && order !== "oldest") return [range];
  const readsDetails = leavesOf(filter).some(({ field }) => field === "text" || isDetailField(field));
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  // A range may end in the future, where nothing is yet.
  const start = order === "newest" ? Math.min(to, Date.now()) : from;
  const cuts = (readsDetails ? GROWING : [DAY_MS])
    .map((length) => (order === "newest" ? start - length : start + length))
    .filter((cut) => cut > from && cut < to);
  const edges = order === "newest" ? [to, ...cuts, from] : [from, ...cuts, to];
  return edges.slice(1).map((edge, index) => {
    const before = edges[index] ?? edge;
    return { from: new Date(Math.min(edge, before)), to: new Date(Math.max(edge, before)) };
  });
}
