"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import type { TimeChartData } from "@/components/charts/chart-types";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import type { ChartMetric } from "@/lib/filters/metrics";
import type { Granularity } from "@/lib/filters/time-range";
import type { MetricCard } from "@/lib/query/metric-cards";

/** What of the URL changes the chart and nothing else on the page. */
type ChartChoice = { metric: ChartMetric; granularity: Granularity | null; compare: "previous" | null };

/** One chart, and the place of its property's values in the colour scale. */
export type MetricChart = ChartChoice & {
  data: TimeChartData;
  colors: [value: string, place: number][];
  /** The figures of the metric's card, where the cards do not have them: percentiles. */
  card: MetricCard | null;
};

/** What all charts of a page have in common; `now` names the server's render, each begins anew. */
export type ChartQuery = {
  project: string;
  property: string;
  filter: string;
  /** ISO 8601: the moments the page was rendered with, so that chart, cards and table are of one range. */
  from: string;
  to: string;
  now: number;
};

/**
 * The chart that the URL asks for: the server's own, another one fetched when a card or the toolbar chooses it. `busy` while
 * that one is under way and another is shown.
 */
export function useMetricChart(query: ChartQuery, served: MetricChart) {
  const choice = useChoice();
  const { data, isPlaceholderData, refetch } = useQuery({
    ...chartOptions(query, choice),
    initialData: sameChoice(choice, served) ? served : undefined,
    placeholderData: (last, asked) => (asked?.queryKey[1].now === query.now ? last : served),
  });
  // The cards may have asked for the same chart first, without the served one at hand: it is a placeholder then for a moment.
  return { chart: data, busy: isPlaceholderData && data !== undefined && !sameChoice(choice, data), refetch };
}

/** What of that chart is there now; undefined while there is none. */
function useChartNow(query: ChartQuery): MetricChart | undefined {
  const { data } = useQuery({
    ...chartOptions(query, useChoice()),
    enabled: false,
    placeholderData: (last, asked) => (asked?.queryKey[1].now === query.now ? last : undefined),
  });
  return data;
}

/** The places in the colour scale as the chart has them now; null while there is none. */
export function useChartColors(query: ChartQuery): ReadonlyMap<string, number> | null {
  const chart = useChartNow(query);
  return chart === undefined ? null : new Map(chart.colors);
}

/** The card that came with the chart; null when it has none. */
export function useChartCard(query: ChartQuery | null): MetricCard | null {
  return useChartNow(query ?? NO_CHART)?.card ?? null;
}

const NO_CHART: ChartQuery = { project: "", property: "", filter: "", from: "", to: "", now: 0 };

function useChoice(): ChartChoice {
  const [{ metric, granularity, compare }] = usePropertiesUrl();
  return { metric, granularity, compare };
}

function sameChoice(a: ChartChoice, b: ChartChoice): boolean {
  return a.metric === b.metric && a.granularity === b.granularity && a.compare === b.compare;
}

function chartOptions(query: ChartQuery, choice: ChartChoice) {
  return queryOptions({
    queryKey: ["chart", query, choice] as const,
    queryFn: ({ signal }) => fetchChart(query, choice, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // A copy of the same figures would be drawn once more.
    structuralSharing: false,
  });
}

async function fetchChart(query: ChartQuery, choice: ChartChoice, signal: AbortSignal): Promise<MetricChart> {
  const params = new URLSearchParams({ ...query, now: String(query.now), metric: choice.metric });
  if (choice.granularity !== null) params.set("granularity", choice.granularity);
  if (choice.compare !== null) params.set("compare", choice.compare);
  const response = await fetch(`/properties/chart?${params}`, { signal });
  if (!response.ok) throw new Error(`The dashboard answered with status ${response.status}.`);
  return response.json();
}
