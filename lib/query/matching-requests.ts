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

/**
 * Where every matching request lies, newest first, page by page: each page is asked for when the one before has been dealt
 * with. A request that stops matching while the pages go on is not missed, since pages go by place and not by number.
 */
export async function* matchingRequests(
  context: QueryContext,
  { filter, range }: { filter: Filter | null; range: ResolvedRange },
  pageSize: number,
): AsyncGenerator<Position[]> {
  let last: Position | null = null;
  while (true) {
    // Each time anew: the work between two pages may give the filter's values their first codes.
    const codes = await resolveFields(context, filter);
    const to: Date = last === null ? range.to : new Date(Math.min(range.to.getTime(), last.createdAt.getTime() + 1));
    const matching = matchingFacts({ projectId: context.project.id, from: range.from, to, filter, reads: [] }, codes);
    const rows: { created_ms: number; id: string }[] = await execute<{ created_ms: number; id: string }>(
      context,
      sql`select (extract(epoch from ${facts.createdAt}) * 1000)::float8 as created_ms, ${facts.id} ${matching}
        and ${beyond(last && { ...last, value: null }, "newest")} ${orderBy("newest")} limit ${pageSize}`,
    );
    const page = rows.map((row): Position => ({ createdAt: new Date(row.created_ms), id: row.id }));
    if (page.length > 0) yield page;
    last = page.at(-1) ?? null;
    if (last === null || page.length < pageSize) return;
  }
}
