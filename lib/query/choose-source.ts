import "server-only";
import { type FieldCodes, leavesOf } from "./resolve-fields";
import type { Stretch } from "./rollups/cover";
import { type RollupField, rollupFieldsOf } from "./rollups/rollup-fields";
import type { Grouped } from "./sql/grouped";

/** What rollups are asked for; or why facts have to answer. */
export type SourceChoice = { fields: RollupField[]; stretches: Stretch[] } | { reason: string };

const HOUR_MS = 3_600_000;

/** Whether rollups could answer, as far as can be told from the question alone. Which hours are up to date decides then. */
export function chooseSource(grouped: Grouped, codes: FieldCodes): SourceChoice {
  const stretches = stretchesOf(grouped);
  if (stretches.every(({ from, to }) => to - from < HOUR_MS)) return { reason: "minutes are not rolled up" };
  const choice = rollupFieldsOf([...grouped.fields, ...leavesOf(grouped.filter).map(({ field }) => field)], codes);
  return "reason" in choice ? choice : { fields: choice.fields, stretches };
}

/** The range, cut into the buckets of the result. */
function stretchesOf({ range, buckets }: Pick<Grouped, "range" | "buckets">): Stretch[] {
  const from = range.from.getTime();
  const to = range.to.getTime();
  if (buckets === null) return [{ from, to, bucket: 0 }];
  return buckets.map((start, bucket) => ({
    from: bucket === 0 ? from : start.getTime(),
    to: buckets[bucket + 1]?.getTime() ?? to,
    bucket,
  }));
}
