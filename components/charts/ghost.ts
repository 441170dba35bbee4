import type { TimeChartData } from "@/components/charts/chart-types";
import { sumOfKnown } from "@/components/charts/sum";

/**
 * What the earlier period held of the series that are shown, one per bucket: their sum where they add up, else the one
 * series shown alone or the figure of all requests. Null when nothing is compared with.
 */
export function ghostOf(data: TimeChartData, shown: ReadonlySet<string>): (number | null)[] | null {
  if (data.previous === undefined) return null;
  const drawn = data.series.flatMap(({ id }, index) => (shown.has(id) ? [index] : []));
  const [only] = drawn;
  return data.previous.map(({ values, total }) => {
    if (drawn.length === data.series.length) return total;
    if (data.additive) return sumOfKnown(drawn.map((index) => values[index] ?? null));
    return drawn.length === 1 && only !== undefined ? (values[only] ?? null) : total;
  });
}
