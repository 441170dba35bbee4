import { BUILT_IN_DIMENSIONS, BUILT_IN_FIELDS, type DimensionField, propertyField } from "@/lib/filters/fields";

/** What requests can be told apart by, under the name people know it by. */
export type DimensionChoice = { field: DimensionField; label: string };

export function dimensionChoices(names: readonly { key: string; displayName: string }[]): DimensionChoice[] {
  return [
    ...names.map(({ key, displayName }) => ({ field: propertyField(key), label: displayName })),
    ...BUILT_IN_DIMENSIONS.map((field) => ({ field, label: BUILT_IN_FIELDS[field].label })),
  ];
}
