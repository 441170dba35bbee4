import type { PropertyField } from "@/lib/filters/fields";
import { allOf, conjuncts, type Filter, isLeaf, type StringLeaf } from "@/lib/filters/filter";
import { formatFilter } from "@/lib/filters/filter-text";

/** A filter takes this many values, and an address this many characters of them. */
const MOST_VALUES = 200;
const MOST_TEXT = 4000;

/** Whether these values can be named one by one in a filter. */
export function fitsFilter(values: readonly string[]): boolean {
  return values.length <= MOST_VALUES && values.reduce((sum, value) => sum + value.length, 0) <= MOST_TEXT;
}

/** The filter with only (or without) these values of a property; replaces an earlier choice of the same kind. */
export function withValues(
  filter: Filter | null,
  field: PropertyField,
  op: "is" | "is_not",
  values: readonly string[],
): Filter[] {
  const leaf: StringLeaf = { field, op, values: [...values] };
  return [...withoutChoice(filter, field, op), leaf];
}

/** The filter without a choice of this property's values. */
export function withoutChoice(filter: Filter | null, field: PropertyField, op: "is" | "is_not"): Filter[] {
  return conjuncts(filter).filter((part) => !(isLeaf(part) && part.field === field && part.op === op));
}

/** As it stands in an address. */
export function filterText(parts: Filter[]): string {
  return formatFilter(allOf(parts));
}
