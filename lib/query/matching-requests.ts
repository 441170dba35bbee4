import "server-only";
import { sql } from "drizzle-orm";
import { facts } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { execute, type QueryContext } from "./context";
import type { Position } from "./cursor";
import { resolveFields } from "./resolve-fields";
import { matchingFacts } from "./sql/filter-clause";
import { beyond, orderBy } from "./sql/request-order";

type Matching = { filter: Filter | null; range: ResolvedRange; order?: "newest" | "oldest" };

/**
 * Where the matching requests after `last` lie, by time. Pages go by place and not by number: a request that stops
 * matching while they go on is not missed, and none comes twice.
 */
export async function matchingPage(
  context: QueryContext,
  { filter, range, order = "newest" }: Matching,
  last: Position | null,
  limit: number,
): Promise<Position[]> {
  // Each time anew: the work between two pages may give the filter's values their first codes.
  const codes = await resolveFields(context, filter);
  const scope = { projectId: context.project.id, ...left(range, order, last), filter, reads: [] };
  const matching = matchingFacts(scope, codes);
  const rows = await execute<{ created_ms: number; id: string }>(
    context,
    sql`select (extract(epoch from ${facts.createdAt}) * 1000)::float8 as created_ms, ${facts.id} ${matching}
      and ${beyond(last && { ...last, value: null }, order)} ${orderBy(order)} limit ${limit}`,
  );
  return rows.map((row) => ({ createdAt: new Date(row.created_ms), id: row.id }));
}

/** All of them, page by page: each is asked for when the one before has been dealt with. */
export async function* matchingRequests(
  context: QueryContext,
  matching: Matching,
  pageSize: number,
): AsyncGenerator<Position[]> {
  let last: Position | null = null;
  while (true) {
    const page: Position[] = await matchingPage(context, matching, last, pageSize);
    if (page.length > 0) yield page;
    last = page.at(-1) ?? null;
    if (last === null || page.length < pageSize) return;
  }
}

/** Leaves out the partitions that earlier pages have been through. */
function left({ from, to }: ResolvedRange, order: "newest" | "oldest", last: Position | null): ResolvedRange {
  if (last === null) return { from, to };
  if (order === "oldest") return { from: last.createdAt > from ? last.createdAt : from, to };
  return { from, to: new Date(Math.min(to.getTime(), last.createdAt.getTime() + 1)) };
}
