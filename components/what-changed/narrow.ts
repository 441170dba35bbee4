import { narrowTo } from "@/components/filters/edit-filter";
import { untaggedLabel } from "@/lib/filters/chips";
import { isPropertyField } from "@/lib/filters/fields";
import { allOf, conjuncts, type Filter } from "@/lib/filters/filter";
import { formatFilter } from "@/lib/filters/filter-text";
import type { Contribution, DimensionChange, NamedContribution } from "@/lib/query/what-changed/types";

/** What a contribution is called: a status by its class, the absence of a value by its name. */
export function valueName(
  field: DimensionChange["field"],
  { kind, value }: Pick<Contribution, "kind" | "value">,
): string {
  if (kind === "other") return "Other";
  if (kind === "untagged") return untaggedLabel(field);
  if (field === "status") return `${value ?? ""}xx`;
  return value === "" ? "(empty)" : (value ?? "");
}

/** `Feature` and `agent`; `No user` says by itself what it is about. */
export function nameParts({ field, label, ...contribution }: NamedContribution): string[] {
  const name = valueName(field, contribution);
  return contribution.kind === "untagged" && !isPropertyField(field) ? [name] : [label, name];
}

/** The filter as text, narrowed to a value; null for what no filter can name. */
export function narrowedFilter(
  filter: Filter | null,
  field: DimensionChange["field"],
  { kind, value }: Pick<Contribution, "kind" | "value">,
): string | null {
  if (kind === "other") return null;
  if (field !== "status") return formatFilter(allOf(narrowTo(filter, field, value)));
  if (value === null || !/^[1-5]$/.test(value)) return null;
  return formatFilter(allOf([...conjuncts(filter), { field, op: "is", values: [`${value}xx`] }]));
}
