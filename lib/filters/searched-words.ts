import { type Filter, isLeaf } from "./filter";

/** The words and phrases a filter looks for in what was said; not those it wants absent. */
export function searchedWords(filter: Filter | null): string[] {
  if (filter === null || "not" in filter) return [];
  if (isLeaf(filter)) return filter.field === "text" && filter.op === "contains" ? filter.values : [];
  return [...new Set(("and" in filter ? filter.and : filter.or).flatMap(searchedWords))];
}
