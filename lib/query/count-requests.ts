import "server-only";
import { sql } from "drizzle-orm";
import type { Filter } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { answerGroups } from "./answer-groups";
import { execute, type QueryContext } from "./context";
import { pageWindows } from "./page-windows";
import { type FieldCodes, resolveFields } from "./resolve-fields";
import { matchingFacts } from "./sql/filter-clause";

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
  if (exact) return { count: await countExactly(context, { filter, range }, codes), capped: false };
  let count = 0;
  for (const window of pageWindows(filter, range, "newest")) {
    const matching = matchingFacts({ projectId: context.project.id, ...window, filter, reads: [] }, codes);
    const [row] = await execute<{ count: string }>(
      context,
      sql`select count(*) as count from (select 1 ${matching} limit ${COUNT_CAP + 1 - count}) as capped`,
    );
    count += Number(row?.count ?? 0);
    if (count > COUNT_CAP) break;
  }
  return count <= COUNT_CAP ? { count, capped: false } : { count: COUNT_CAP, capped: true };
}

/** From rollups where they can tell: facts take a second for some millions. */
async function countExactly(
  context: QueryContext,
  { filter, range }: Pick<CountRequests, "filter" | "range">,
  codes: FieldCodes,
): Promise<number> {
  const grouped = { filter, range, fields: [], groups: [], metrics: ["requests"], buckets: null } as const;
  const { rows } = await answerGroups(context, grouped, codes, (reader, groups) =>
    execute<{ m0: string }>(reader, groups),
  );
  return Number(rows[0]?.m0 ?? 0);
}
