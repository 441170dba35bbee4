import type { DimensionField } from "@/lib/filters/fields";
import { type ChoiceLeaf, conjuncts, type Filter, isLeaf, type StringLeaf } from "@/lib/filters/filter";

type TextField = Exclude<DimensionField, "status">;
type ValueLeaf = StringLeaf | ChoiceLeaf;

function leafIndex(parts: Filter[], field: TextField, op: ValueLeaf["op"]): number {
  return parts.findIndex((part) => isLeaf(part) && part.field === field && part.op === op);
}

/** Only rows whose field is this value (null: has none); replaces what was said of the field by "is". */
export function narrowTo(filter: Filter | null, field: TextField, value: string | null): Filter[] {
  const parts = conjuncts(filter);
  const leaf: ValueLeaf = value === null ? { field, op: "is_unset", values: [] } : { field, op: "is", values: [value] };
  const index = leafIndex(parts, field, leaf.op);
  return index === -1 ? [...parts, leaf] : parts.with(index, leaf);
}

/** No rows whose field is this value (null: has none); joins what was already excluded. */
export function exclude(filter: Filter | null, field: TextField, value: string | null): Filter[] {
  const parts = conjuncts(filter);
  if (value === null) {
    return leafIndex(parts, field, "is_set") === -1 ? [...parts, { field, op: "is_set", values: [] }] : parts;
  }
  const index = leafIndex(parts, field, "is_not");
  const known = parts[index];
  if (known === undefined || !isLeaf(known) || known.field === "status" || known.op !== "is_not") {
    return [...parts, { field, op: "is_not", values: [value] }];
  }
  const leaf: ValueLeaf = { field, op: "is_not", values: [...new Set([...known.values, value])] };
  return parts.with(index, leaf);
}
