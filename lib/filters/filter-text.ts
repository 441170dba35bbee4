import { BUILT_IN_FIELDS, isBuiltInField, isPropertyField, type Operator, propertyKey } from "./fields";
import { type Filter, isLeaf, type Leaf } from "./filter";
import { quoteText } from "./text-scanner";
import { unitNumber } from "./units";

const COMPARISONS = new Map<Operator, string>([
  ["eq", "="],
  ["gt", ">"],
  ["gte", ">="],
  ["lt", "<"],
  ["lte", "<="],
]);

/**
 * A filter as people read and type it: `property:environment:production cost>0.01 -status:2xx model:gpt*`. A leading
 * dash is "is not" (or, before `:*`, "is not set"); `NOT` is the plain complement. The empty text is no filter.
 * `parseFilterText` reads it back.
 */
export function formatFilter(filter: Filter | null): string {
  return filter === null ? "" : formatNode(filter, null);
}

/** As people type it in this project: the properties named by `keys` without their prefix, times with units. */
export function formatFilterShort(filter: Filter | null, keys: ReadonlySet<string>): string {
  return filter === null ? "" : formatNode(filter, keys);
}

/** Keys of properties that need no prefix; null: none, and no units either (the form in URLs). */
type Short = ReadonlySet<string> | null;

function formatNode(filter: Filter, short: Short): string {
  if (isLeaf(filter)) return formatLeaf(filter, short);
  if ("not" in filter) return `NOT ${formatPart(filter.not, short)}`;
  const [children, glue] = "and" in filter ? [filter.and, " "] : [filter.or, " OR "];
  return children.map((child) => formatPart(child, short)).join(glue);
}

function formatPart(filter: Filter, short: Short): string {
  const text = formatNode(filter, short);
  return "and" in filter || "or" in filter ? `(${text})` : text;
}

function formatLeaf(leaf: Leaf, short: Short): string {
  const name = formatFieldName(leaf, short);
  const values = leaf.values.map((value) => quoteText(String(value)));
  // What is searched for needs no stars: it is never the whole.
  if (leaf.field === "text") return `${leaf.op === "contains" ? "" : "-"}text:${values.join(",")}`;
  switch (leaf.op) {
    case "is":
      return `${name}:${values.join(",")}`;
    case "is_not":
      return `-${name}:${values.join(",")}`;
    case "contains":
      return `${name}:${values.map((value) => `*${value}*`).join(",")}`;
    case "not_contains":
      return `-${name}:${values.map((value) => `*${value}*`).join(",")}`;
    case "starts_with":
      return `${name}:${values.map((value) => `${value}*`).join(",")}`;
    case "not_starts_with":
      return `-${name}:${values.map((value) => `${value}*`).join(",")}`;
    case "matches":
      return `${name}~${values.join(",")}`;
    case "not_matches":
      return `-${name}~${values.join(",")}`;
    case "is_set":
      return `${name}:*`;
    case "is_unset":
      return `-${name}:*`;
    default:
      return `${name}${COMPARISONS.get(leaf.op) ?? "="}${formatNumbers(leaf, short).join(",")}`;
  }
}

function formatNumbers({ field, values }: Leaf, short: Short): string[] {
  const unit = short !== null && isBuiltInField(field) ? BUILT_IN_FIELDS[field].unit : null;
  return values.map((value) => (typeof value === "number" ? unitNumber(value, unit) : value));
}

function formatFieldName({ field }: Leaf, short: Short): string {
  if (!isPropertyField(field)) return field;
  const key = propertyKey(field);
  const bare = /^[^\s:,()"*<>=~]+$/u.test(key);
  if (bare && short !== null && isShortName(key) && short.has(key)) return key;
  return `property:${bare ? key : quoteText(key, true)}`;
}

/** Whether a property's key may stand without `property:`. */
export function isShortName(key: string): boolean {
  return key !== "property" && !key.startsWith("-") && !isBuiltInField(key);
}
