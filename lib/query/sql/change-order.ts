import "server-only";
import { type SQL, sql } from "drizzle-orm";

/** What values can be ordered by when two periods are compared: how much more or less there is of it, in proportion. */
const CHANGES = { requests_change: "requests", cost_change: "cost" } as const;
export type Change = keyof typeof CHANGES;

export function isChange(name: string): name is Change {
  return Object.hasOwn(CHANGES, name);
}

/** The figure whose change it is. */
export function changedFigure(change: Change): (typeof CHANGES)[Change] {
  return CHANGES[change];
}

/**
 * By the change that is shown: what is new stands beyond every increase, what is gone (−100 %) beyond every decrease, what
 * cannot be compared last in both directions. Of equal changes the one that moved more comes first.
 */
export function changeOrder(now: SQL, before: SQL, direction: "asc" | "desc"): SQL {
  const change = sql`case when ${before} <> 0 then (${now} - ${before})::float8 / abs(${before})
    when ${before} = 0 and ${now} <> 0 then 'infinity'::float8 end`;
  return sql`${change} ${sql.raw(direction)} nulls last, coalesce(${now}, 0) + coalesce(${before}, 0) desc`;
}
