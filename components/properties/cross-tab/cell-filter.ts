import { fitsFilter } from "@/components/properties/choose-values";
import type { DimensionField } from "@/lib/filters/fields";
import { conjuncts, type Filter, isLeaf, type Leaf } from "@/lib/filters/filter";
import type { CrossTabLine } from "@/lib/query/cross-tab";

type Line = Pick<CrossTabLine, "kind" | "value">;

/**
 * The filter with what being in a line means: carries the value, none of the values shown, or none at all. Null when it
 * cannot be said, as Other of very many or very long values.
 */
export function inLine(
  filter: Filter | null,
  field: DimensionField,
  line: Line,
  lines: readonly Line[],
): Filter[] | null {
  const leaf = leafOf(field, line, lines);
  if (leaf === null) return null;
  const parts = conjuncts(filter);
  if (leaf.op !== "is") return [...parts, leaf];
  // "Is one of these" has become "is this".
  return [...parts.filter((part) => !(isLeaf(part) && part.field === field && part.op === "is")), leaf];
}

function leafOf(field: DimensionField, { kind, value }: Line, lines: readonly Line[]): Leaf | null {
  const named = lines.flatMap((each) => (each.kind === "value" && each.value !== null ? [each.value] : []));
  const values = kind === "value" ? [value ?? ""] : named;
  if (field === "status") {
    // What no filter can name: a status that HTTP does not know.
    if (kind === "untagged" || values.some((status) => !/^[1-5]\d\d$/.test(status))) return null;
    return { field, op: kind === "value" ? "is" : "is_not", values };
  }
  if (kind === "untagged") return { field, op: "is_unset", values: [] };
  if (kind === "other" && (values.length === 0 || !fitsFilter(values))) return null;
  return { field, op: kind === "value" ? "is" : "is_not", values };
}
