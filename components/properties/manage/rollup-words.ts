import { formatMoment } from "@/components/format/time";
import type { ManagedProperty } from "@/lib/query/managed-properties";

/** How far a property is summed up ahead, and why not further; `reason` null: it is, wholly. */
export function rollupWords(
  { slot, rollup, reason }: Pick<ManagedProperty, "slot" | "rollup" | "reason">,
  timeZone: string,
): { label: string; reason: string | null } {
  if (slot === null) {
    return { label: "No", reason: "It holds no slot: its figures are added up from the requests each time." };
  }
  if (rollup === "pairs") return { label: "Yes, with pairs", reason: null };
  const why = (reason ?? "too many values").replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, (moment) =>
    formatMoment(new Date(moment), timeZone),
  );
  if (rollup === "singles") {
    return {
      label: "Without pairs",
      reason: `Too many values to sum up together with other properties: ${why}. Cross-tabs and filters by it read the requests.`,
    };
  }
  if (rollup === "sums") {
    return {
      label: "By day",
      reason: `Too many values to sum up by the hour: ${why}. Percentiles, hours and filters by it read the requests.`,
    };
  }
  return {
    label: "Left out",
    reason: `Too many values to sum up: ${why}. Its figures are added up from the requests each time.`,
  };
}
