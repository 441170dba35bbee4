import "server-only";
import { cache } from "react";
import { CARD_METRICS, isLatencyMetric } from "@/components/properties/card-metrics";
import { chartData } from "@/components/properties/chart-data";
import type { MetricChart } from "@/components/properties/metric-chart";
import { valueColors } from "@/components/properties/value-colors";
import { displayPropertyName } from "@/db/property-key";
import type { Access } from "@/lib/api/access";
import { type PropertyField, propertyField } from "@/lib/filters/fields";
import type { Filter } from "@/lib/filters/filter";
import type { ChartMetric } from "@/lib/filters/metrics";
import {
  type Granularity,
  possibleGranularities,
  previousRange,
  type ResolvedRange,
  type TimeRange,
} from "@/lib/filters/time-range";
import { listProperties, type PropertyName } from "@/lib/query/list-properties";
import { listRequests } from "@/lib/query/list-requests";
import { type MetricCard, metricCards } from "@/lib/query/metric-cards";
import { type PropertyOverTime, propertyOverTime } from "@/lib/query/property-over-time";
import { valuePlaces } from "@/lib/query/value-places";

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
  /** Of the chart; null: automatic. */
  granularity: Granularity | null;
  compare: "previous" | null;
};

export type Chosen = { key: string; field: PropertyField; displayName: string };

/** What one chart is made of. */
export type ChartQuestion = Pick<
  View,
  "access" | "filter" | "range" | "resolved" | "metric" | "granularity" | "compare" | "now"
>;

const NEWEST = 50;

export const overviewOf = cache(async (view: View) => {
  const { access, filter, resolved } = view;
  // When the cards fail the list stands on its own.
  const { cards } = await cardsOf(view).catch(() => ({ cards: [] }));
  const total = cards.find(({ metric }) => metric === "requests")?.value ?? undefined;
  return listProperties(access, { filter, range: resolved, total });
});

export const cardsOf = cache((view: View) => {
  const { access, filter, resolved: range } = view;
  return metricCards(access, { metrics: CARD_METRICS, filter, range, previous: comparedWith(view) });
});

/** The range before, of the same length; null for all time, before which there is nothing. */
export function comparedWith({ range, resolved, now }: Pick<View, "range" | "resolved" | "now">): ResolvedRange | null {
  return "preset" in range && range.preset === "all" ? null : previousRange(resolved, new Date(now));
}

/** The property that is shown: the one in the URL, else one that is in use; null when there is none at all. */
export const chosenOf = cache(async (view: View): Promise<Chosen | null> => {
  const wanted = view.property ?? (await mostCarried(view));
  if (wanted === undefined) return null;
  const field = propertyField(wanted);
  const key = field.slice("property:".length);
  return {
    key,
    field,
    displayName: view.names.find((name) => name.key === key)?.displayName ?? displayPropertyName(key),
  };
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

const overTimeOf = cache(
  ({ access, filter, resolved, metric, granularity, compare, now }: ChartQuestion, field: PropertyField) =>
    propertyOverTime(access, {
      ...{ field, metric, filter, range: resolved },
      granularity: granularity !== null && possibleGranularities(resolved).includes(granularity) ? granularity : null,
      compare: compare === null ? null : { now: new Date(now) },
    }),
);

export async function chartOf(question: ChartQuestion, field: PropertyField): Promise<MetricChart> {
  const [overTime, card] = await Promise.all([overTimeOf(question, field), latencyCardOf(question)]);
  const { access, metric, granularity, compare, now } = question;
  const colors = await placesOf(access, field, overTime);
  return { metric, granularity, compare, data: chartData(overTime, metric, colors, now), colors: [...colors], card };
}

/** Percentiles take longer than sums over some filters: the card has the one that is asked for. */
export const latencyCardOf = cache(async (question: ChartQuestion): Promise<MetricCard | null> => {
  const { access, filter, resolved, metric } = question;
  if (!isLatencyMetric(metric) || metric === "latency_avg") return null;
  const ask = { metrics: [metric], filter, range: resolved, previous: comparedWith(question) };
  return (await metricCards(access, ask)).cards[0] ?? null;
});

/** One place in the colour scale per value, the same for chart, legend and table. */
export async function colorsOf(view: View, field: PropertyField): Promise<ReadonlyMap<string, number>> {
  // Without the chart its colours are nobody's concern: the table stands on its own.
  const overTime = await overTimeOf(view, field).catch(() => null);
  return overTime === null ? new Map() : placesOf(view.access, field, overTime);
}

async function placesOf(access: Access, field: PropertyField, overTime: PropertyOverTime) {
  const shown = overTime.series.flatMap(({ value }) => (value === null ? [] : [value]));
  return valueColors(await valuePlaces(access, field, shown));
}
