import type { SeriesKind } from "@/components/charts/chart-types";

const COLORS = 10;

/**
 * The colour of a value by its rank in the property (0 is the first): the same in chart, legend and table. Ranks past
 * the scale are neutral, as in the chart, where they are part of Other.
 */
function valueColor(rank: number): string {
  return rank < COLORS ? `var(--data-${rank + 1})` : "var(--data-other)";
}

export function seriesColor(kind: SeriesKind, rank: number): string {
  if (kind === "other") return "var(--data-other)";
  return kind === "untagged" ? "var(--data-untagged)" : valueColor(rank);
}
