"use client";

import { useRouter } from "next/navigation";
import { useKeptHref } from "@/components/frame/use-kept-href";
import type { DimensionChoice } from "@/components/properties/cross-tab/dimension-choices";
import { DimensionPicker } from "@/components/properties/cross-tab/dimension-picker";
import { CROSS_TAB_PATH } from "@/lib/filters/cross-tab-params";
import type { PropertyField } from "@/lib/filters/fields";

/** From the values of a property to their cross-tab with something else, filter and range kept. */
export function CrossWith({ field, choices }: { field: PropertyField; choices: readonly DimensionChoice[] }) {
  const router = useRouter();
  const keptHref = useKeptHref();
  return (
    <DimensionPicker
      name="Cross with"
      chosen={null}
      choices={choices.filter((choice) => choice.field !== field)}
      onChoose={(by) => {
        const href = keptHref(CROSS_TAB_PATH);
        router.push(`${href}${href.includes("?") ? "&" : "?"}${new URLSearchParams({ rows: field, by })}`);
      }}
    />
  );
}
