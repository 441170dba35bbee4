import "server-only";
import { cache } from "react";
import { chartData } from "@/components/properties/chart-data";
import type { MetricChart } from "@/components/properties/metric-chart";
import { valueColors } from "@/components/properties/value-colors";
import type { Access } from "@/lib/api/access";
import { type PropertyField, propertyField } from "@/lib/filters/fields";
import type { Filter } from "@/lib/filters/filter";
import type { ChartMetric } from "@/lib/filters/metrics";
import type { ResolvedRange, TimeRange } from "@/lib/filters/time-range";
import { listProperties, type PropertyName } from "@/lib/query/list-properties";
import { listRequests } from "@/lib/query/list-requests";
import { type PropertyOverTime, propertyOverTime } from "@/lib/query/property-over-time";
import { propertySummary } from "@/lib/query/property-summary";
import { type PropertyValues, propertyValues } from "@/lib/query/property-values";

/** What every section of the page is asked about. One object per request: the questions below are cached by it. */
export type View = {
  access: Access;
  names: PropertyName[];
  filter: Filter | null;
  range: TimeRange;
  resolved: ResolvedRange;
  now: number;
  /** Key in the URL; null: one that is in use. */
  property: string | null;
  metric: ChartMetric;
};

export type Chosen = { key: string; field: PropertyField; displayName: string };

/** What one chart is made of. */
export type ChartQuestion = Pick<View, "access" | "filter" | "resolved" | "metric" | "now">;

const MOST_USED = 10;
const NEWEST = 50;

export const overviewOf = cache(({ access, filter, resolved }: View) =>
  listProperties(access, { filter, range: resolved }),
);

export const summaryOf = cache(({ access, filter, resolved }: View) =>
  propertySummary(access, { filter, range: resolved }),
);

/** The property that is shown: the one in the URL, else one that is in use; null when there is none at all. */
export const chosenOf = cache(async (view: View): Promise<Chosen | null> => {
  const wanted = view.property ?? (await mostCarried(view));
  if (wanted === undefined) return null;
  const field = propertyField(wanted);
  const key = field.slice("property:".length);
  return { key, field, displayName: view.names.find((name) => name.key === key)?.displayName ?? key };
});

/** The property that most of the newest requests carry: counting all of them, as the list does, may take long. */
async function mostCarried({ access, names, filter, resolved }: View): Promise<string | undefined> {
  const page = { filter, range: resolved, order: "newest", limit: NEWEST, cursor: null } as const;
  const { rows } = await listRequests(access, page);
  const carried = new Map<string, number>();
  for (const { key } of rows.flatMap(({ properties }) => properties)) carried.set(key, (carried.get(key) ?? 0) + 1);
  // Sorting is stable: of equals the first ever used.
  return names.map(({ key }) => key).sort((a, b) => (carried.get(b) ?? 0) - (carried.get(a) ?? 0))[0];
}

const overTimeOf = cache(({ access, filter, resolved, metric }: ChartQuestion, field: PropertyField) =>
  propertyOverTime(access, { field, metric, filter, range: resolved }),
);

const mostUsedOf = cache(({ access, filter, resolved }: ChartQuestion, field: PropertyField) =>
  propertyValues(access, { field, filter, range: resolved, search: "", limit: MOST_USED }),
);

export async function chartOf(question: ChartQuestion, field: PropertyField): Promise<MetricChart> {
  const [overTime, mostUsed] = await Promise.all([overTimeOf(question, field), mostUsedOf(question, field)]);
  const { metric, now } = question;
  const colors = placesOf(mostUsed, overTime);
  return { metric, data: chartData(overTime, metric, colors, now), colors: [...colors] };
}

/** One place in the colour scale per value, the same for chart, legend and table. */
export async function colorsOf(view: View, field: PropertyField): Promise<ReadonlyMap<string, number>> {
  const [overTime, mostUsed] = await Promise.all([
    // Without the chart its colours are nobody's concern: the table stands on its own.
    overTimeOf(view, field).catch(() => null),
    mostUsedOf(view, field),
  ]);
  return placesOf(mostUsed, overTime);
}

function placesOf(mostUsed: PropertyValues, overTime: PropertyOverTime | null): ReadonlyMap<string, number> {
  const shown = overTime?.series.flatMap(({ value }) => (value === null ? [] : [value])) ?? [];
  return valueColors(
    mostUsed.values.map(({ value }) => value),
    shown,
  );
}
