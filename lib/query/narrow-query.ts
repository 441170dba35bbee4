import "server-only";
import { allOf, type Filter } from "@/lib/filters/filter";
import { isPercentile } from "./rollups/piece-metrics";
import type { Dimension, Query, QueryRow } from "./types";

/** Fields that often have so many values that they are not rolled up. */
const MANY_VALUES: ReadonlySet<Dimension> = new Set(["user", "session"]);
/** What one condition may hold (lib/filters/filter.ts). */
const MOST_VALUES = 200;

/**
 * Percentiles of 50,000 users, of whom 50 are asked for, would count millions of latency buckets. The query without them,
 * whose first rows are the same; null where that gains nothing.
 */
export function withoutPercentiles(query: Query): Query | null {
  const { metrics, dimensions, granularity, order, limit } = query;
  const [dimension] = dimensions;
  if (dimensions.length !== 1 || dimension === undefined || !MANY_VALUES.has(dimension)) return null;
  if (granularity !== null || limit >= MOST_VALUES || !metrics.some(isPercentile)) return null;
  const named: ReadonlySet<string> = new Set(order.map(({ by }) => by));
  if (order.length === 0 || metrics.some((metric) => isPercentile(metric) && named.has(metric))) return null;
  return { ...query, metrics: metrics.filter((metric) => !isPercentile(metric)) };
}

/** The query about nothing but the values of these rows. */
export function narrowTo(rows: readonly QueryRow[], query: Query): Query {
  const [field] = query.dimensions;
  if (field === undefined || field === "status") return query;
  const values = rows.flatMap(({ values: [value] }) => value ?? []);
  const carried: Filter = { field, op: "is", values };
  const untagged: Filter = { field, op: "is_unset", values: [] };
  const hasUntagged = rows.some(({ values: [value] }) => value === null);
  const narrowed = hasUntagged ? { or: [carried, untagged] } : carried;
  if (values.length === 0) return hasUntagged ? { ...query, filter: both(query.filter, untagged) } : query;
  return { ...query, filter: both(query.filter, narrowed) };
}

function both(one: Filter | null, other: Filter): Filter | null {
  return allOf(one === null ? [other] : [one, other]);
}
