import { CROSS_TAB_BUILT_INS, type CrossTabDimension } from "@/lib/filters/cross-tab-params";
import { BUILT_IN_FIELDS, propertyField } from "@/lib/filters/fields";

/** What can be crossed, under the name people know it by. */
export type DimensionChoice = { field: CrossTabDimension; label: string };

export function dimensionChoices(names: readonly { key: string; displayName: string }[]): DimensionChoice[] {
  return [
    ...names.map(({ key, displayName }) => ({ field: propertyField(key), label: displayName })),
    ...CROSS_TAB_BUILT_INS.map((field) => ({ field, label: BUILT_IN_FIELDS[field].label })),
  ];
}
