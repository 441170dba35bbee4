import { isPropertyField, type Operator, propertyKey } from "./fields";
import { type Filter, isLeaf, type Leaf } from "./filter";
import { quoteText } from "./text-scanner";

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
  return filter === null ? "" : formatNode(filter);
}

function formatNode(filter: Filter): string {
  if (isLeaf(filter)) return formatLeaf(filter);
  if ("not" in filter) return `NOT ${formatPart(filter.not)}`;
  return "and" in filter ? filter.and.map(formatPart).join(" ") : filter.or.map(formatPart).join(" OR ");
}

function formatPart(filter: Filter): string {
  return "and" in filter || "or" in filter ? `(${formatNode(filter)})` : formatNode(filter);
}

function formatLeaf(leaf: Leaf): string {
  const name = formatFieldName(leaf);
  const values = leaf.values.map((value) => quoteText(String(value)));
  switch (leaf.op) {
    case "is":
      return `${name}:${values.join(",")}`;
    case "is_not":
      return `-${name}:${values.join(",")}`;
    case "contains":
      return `${name}:${values.map((value) => `*${value}*`).join(",")}`;
    case "starts_with":
      return `${name}:${values.map((value) => `${value}*`).join(",")}`;
    case "is_set":
      return `${name}:*`;
    case "is_unset":
      return `-${name}:*`;
    default:
      return `${name}${COMPARISONS.get(leaf.op) ?? "="}${leaf.values.join(",")}`;
  }
}

function formatFieldName({ field }: Leaf): string {
  if (!isPropertyField(field)) return field;
  const key = propertyKey(field);
  return `property:${/^[^\s:,()"*<>=]+$/u.test(key) ? key : quoteText(key, true)}`;
}
