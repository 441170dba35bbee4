import type { PropertyNames } from "@/lib/filters/chips";

/** A property as the filter bar needs it. */
export type FilterProperty = { key: string; displayName: string };

export function propertyNames(properties: readonly FilterProperty[]): PropertyNames {
  return new Map(properties.map(({ key, displayName }) => [key, displayName]));
}
