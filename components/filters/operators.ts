import { type Field, fieldType, OPERATORS, type Operator } from "@/lib/filters/fields";
import type { Leaf } from "@/lib/filters/filter";
import { parseFilter } from "@/lib/filters/filter";

export function operatorsOf(field: Field): readonly Operator[] {
  return OPERATORS[fieldType(field)];
}

/** The operator people most often want first. */
export function firstOperator(field: Field): Operator {
  const type = fieldType(field);
  if (type === "text") return "contains";
  return type === "number" ? "gt" : "is";
}

export function takesNoValue(op: Operator): boolean {
  return op === "is_set" || op === "is_unset";
}

/** Values are chosen from a list, as opposed to typed. */
export function takesChoice(op: Operator): boolean {
  return op === "is" || op === "is_not";
}

/** The condition, or null while it is not yet a valid one. */
export function makeLeaf(field: Field, op: Operator, values: (string | number)[]): Leaf | null {
  try {
    const filter = parseFilter({ field, op, values });
    return "field" in filter ? filter : null;
  } catch {
    return null;
  }
}
