import "server-only";
import { sql } from "drizzle-orm";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { execute, type QueryContext } from "./context";
import { leavesOf, resolveFields } from "./resolve-fields";
import { matchingFacts } from "./sql/filter-clause";
import { readsDetails } from "./sql/grouped";

export const COUNT_CAP = 10_000;

export type RequestCount = {
  count: number;
  /** There are more than `count`. */
  capped: boolean;
};

export type CountRequests = { filter: Filter | null; range: ResolvedRange; exact?: boolean };

/** How many requests match: up to COUNT_CAP, or exactly when asked. */
export async function countRequests(
  context: QueryContext,
  { filter, range, exact }: CountRequests,
): Promise<RequestCount> {
  const codes = await resolveFields(context, filter);
  const fields = leavesOf(filter).map(({ field }) => field);
  const scope = { projectId: context.project.id, ...range, filter, needsDetails: readsDetails(fields, codes) };
  const matching = matchingFacts(scope, codes);
  const [row] = await execute<{ count: string }>(
    context,
    exact
      ? sql`select count(*) as count ${matching}`
      : sql`select count(*) as count from (select 1 ${matching} limit ${COUNT_CAP + 1}) as capped`,
  );
  const count = Number(row?.count ?? 0);
  return exact || count <= COUNT_CAP ? { count, capped: false } : { count: COUNT_CAP, capped: true };
}
