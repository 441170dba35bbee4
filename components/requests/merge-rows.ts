import type { RequestRow } from "@/lib/query/list-requests";

/**
 * Rows that arrived and rows that were loaded, newest first, each once. Ids are UUIDv7: they sort by time. Calls that took
 * long arrive among older ones; those beyond the last loaded row are left out while there is `more` to load behind it.
 */
export function mergeRows(
  arrived: readonly RequestRow[],
  loaded: readonly RequestRow[],
  more: boolean,
): readonly RequestRow[] {
  const known = new Set(loaded.map(({ id }) => id));
  const last = loaded.at(-1)?.id;
  const added = arrived.filter(({ id }) => !known.has(id) && !(more && last !== undefined && id < last));
  if (added.length === 0) return loaded;
  return [...added, ...loaded].sort((one, other) => (one.id < other.id ? 1 : -1));
}
