import type { PROPERTY_ORDERS } from "@/lib/filters/search-params";
import type { PropertyOverview } from "@/lib/query/list-properties";

/** What the search leaves of the list, pinned ones first, in the order asked for: the largest first, names from A to Z. */
export function arrangeProperties(
  properties: readonly PropertyOverview[],
  order: (typeof PROPERTY_ORDERS)[number],
  search: string,
  /** Values found by the search, by key. */
  values: ReadonlyMap<string, readonly string[]>,
): PropertyOverview[] {
  const wanted = search.toLowerCase();
  return properties
    .filter(
      ({ key, displayName }) =>
        key.includes(wanted) || displayName.toLowerCase().includes(wanted) || (values.get(key)?.length ?? 0) > 0,
    )
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || compare(a, b, order) || byName(a, b));
}

function compare(a: PropertyOverview, b: PropertyOverview, order: (typeof PROPERTY_ORDERS)[number]): number {
  if (order === "coverage") return b.requests - a.requests;
  if (order === "values") return b.values - a.values;
  return order === "cost" ? (b.cost ?? -1) - (a.cost ?? -1) : 0;
}

function byName(a: PropertyOverview, b: PropertyOverview): number {
  return a.displayName.localeCompare(b.displayName, "en");
}
