"use client";

import { useRouter, useSearchParams } from "next/navigation";
import type { DimensionChoice } from "@/components/filters/dimension-choices";
import { DimensionPicker } from "@/components/properties/cross-tab/dimension-picker";
import { CROSS_TAB_PATH, crossTabHref } from "@/lib/filters/cross-tab-params";
import type { PropertyField } from "@/lib/filters/fields";

/** From the values of a property to their cross-tab with something else, filter and range kept. */
export function CrossWith({ field, choices }: { field: PropertyField; choices: readonly DimensionChoice[] }) {
  const router = useRouter();
  const params = useSearchParams();
  return (
    <DimensionPicker
      name="Cross with"
      chosen={null}
      choices={choices.filter((choice) => choice.field !== field)}
      onChoose={(by) => {
        const kept = (name: string) => params.get(name) ?? "";
        const range = { range: kept("range"), from: kept("from"), to: kept("to") };
        const filter = kept("filter");
        router.push(
          crossTabHref(CROSS_TAB_PATH, { project: params.get("project"), filter, ...range, rows: field, by }),
        );
      }}
    />
  );
}
