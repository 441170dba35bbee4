import "server-only";
import { sql } from "drizzle-orm";
import { requestTime } from "@/db/request-id";
import { facts } from "@/db/schema";
import type { Filter } from "@/lib/filters/filter";
import { execute, type QueryContext } from "./context";
import type { RequestRow } from "./list-requests";
import { readRowsAt } from "./request-rows";
import { resolveFields } from "./resolve-fields";
import { matchingFacts } from "./sql/filter-clause";
import { orderBy } from "./sql/request-order";

export type ArrivedRequests = {
  filter: Filter | null;
  /** Requests before it are not asked for. */
  from: Date;
  /** Of requests that were stored just now. */
  ids: readonly string[];
};

/** Those of some requests that match, newest first. */
export async function arrivedRequests(
  context: QueryContext,
  { filter, from, ids }: ArrivedRequests,
): Promise<RequestRow[]> {
  const places = ids.flatMap((id) => {
    const at = requestTime(id);
    return at === null || at < from ? [] : [{ id, at }];
  });
  const times = places.map(({ at }) => at.getTime());
  if (times.length === 0) return [];
  const codes = await resolveFields(context, filter);
  const projectId = context.project.id;
  const range = { from: new Date(Math.min(...times)), to: new Date(Math.max(...times) + 1) };
  const moments = sql.param(places.map(({ at }) => at.toISOString()));
  const found = await execute<{ created_ms: number; id: string }>(
    context,
    sql`select (extract(epoch from ${facts.createdAt}) * 1000)::float8 as created_ms, ${facts.id}
      ${matchingFacts({ projectId, ...range, filter, reads: [] }, codes)}
      and (${facts.createdAt}, ${facts.id}) in (
        select * from unnest(${moments}::text[]::timestamptz[], ${sql.param(places.map(({ id }) => id))}::text[]::uuid[]))
      ${orderBy("newest")}`,
  );
  return readRowsAt(
    context,
    found.map(({ created_ms, id }) => ({ createdAt: new Date(created_ms), id })),
  );
}
