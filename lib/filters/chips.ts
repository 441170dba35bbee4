import { displayPropertyName } from "@/db/property-key";
import { BUILT_IN_FIELDS, type Field, isPropertyField, type Operator, propertyKey, type Unit } from "./fields";
import { type Filter, isLeaf, type Leaf } from "./filter";
import { unitNumber } from "./units";

/** Canonical key to display name, as the project has them. */
export type PropertyNames = ReadonlyMap<string, string>;

const VERBS = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  not_contains: "does not contain",
  starts_with: "starts with",
  not_starts_with: "does not start with",
  matches: "matches",
  not_matches: "does not match",
  is_set: "is set",
  is_unset: "is not set",
  eq: "is",
  gt: "is more than",
  gte: "is at least",
  lt: "is less than",
  lte: "is at most",
} as const satisfies Record<Operator, string>;

/** What people read of an operator: `is more than`. */
export function operatorLabel(op: Operator): string {
  return VERBS[op];
}

/** What people read of a field: `Environment`, `Time to first token`. */
export function fieldLabel(field: Field, names: PropertyNames): string {
  if (!isPropertyField(field)) return BUILT_IN_FIELDS[field].label;
  const key = propertyKey(field);
  return names.get(key) ?? displayPropertyName(key);
}

/** What requests without a value of a field are called: `Untagged` by a property, `No user` by a field that is none. */
export function untaggedLabel(field: Field): string {
  if (isPropertyField(field)) return "Untagged";
  return field === "stream" ? "Not known" : `No ${BUILT_IN_FIELDS[field].label.toLowerCase()}`;
}

/** A filter as a sentence: "Environment is production or staging", "Cost is more than $0.01". */
export function filterSentence(filter: Filter, names: PropertyNames): string {
  if (isLeaf(filter)) return leafSentence(filter, names);
  if ("not" in filter) return `not ${part(filter.not, names)}`;
  const parts = "and" in filter ? filter.and : filter.or;
  return parts.map((child) => part(child, names)).join("and" in filter ? " and " : " or ");
}

function part(filter: Filter, names: PropertyNames): string {
  const sentence = filterSentence(filter, names);
  const plain = isLeaf(filter) && filter.values.length < 2;
  return plain || "not" in filter ? sentence : `(${sentence})`;
}

function leafSentence(leaf: Leaf, names: PropertyNames): string {
  const unit = isPropertyField(leaf.field) ? null : BUILT_IN_FIELDS[leaf.field].unit;
  const values = leaf.values.map((value) => (typeof value === "number" ? withUnit(value, unit) : value || '""'));
  const negative = leaf.op.includes("not");
  const words = [fieldLabel(leaf.field, names), VERBS[leaf.op], values.join(negative ? " nor " : " or ")];
  const sentence = words.filter((word) => word !== "").join(" ");
  // These are never untagged.
  const always = leaf.field === "status" || leaf.field === "stream";
  const without = isPropertyField(leaf.field) ? "untagged" : "those without";
  return negative && !always ? `${sentence} (${without} left out)` : sentence;
}

function withUnit(value: number, unit: Unit | null): string {
  if (unit === "usd") return `$${value}`;
  if (unit === "ms") return unitNumber(value, unit).replace(/[a-z]+$/, " $&");
  return value.toLocaleString("en-US", { maximumFractionDigits: 3 });
}
