"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import type { TimeChartData } from "@/components/charts/chart-types";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import type { ChartMetric } from "@/lib/filters/metrics";

/** One metric's chart, and the place of its property's values in the colour scale. */
export type MetricChart = { metric: ChartMetric; data: TimeChartData; colors: [value: string, place: number][] };

/** What the charts of all metrics have in common; `now` names the server's render, each begins anew. */
export type ChartQuery = {
  project: string;
  property: string;
  filter: string;
  /** ISO 8601: the moments the page was rendered with, so that chart, cards and table are of one range. */
  from: string;
  to: string;
  now: number;
};

/** The chart of the metric in the URL: the server's own, another one fetched when its card is clicked. */
export function useMetricChart(query: ChartQuery, served: MetricChart) {
  const [{ metric }] = usePropertiesUrl();
  return useQuery({
    ...chartOptions(query, metric),
    initialData: metric === served.metric ? served : undefined,
    placeholderData: (last, asked) => (asked?.queryKey[1].now === query.now ? last : served),
  });
}

/** The places in the colour scale as the chart has them now; null while there is none. */
export function useChartColors(query: ChartQuery): ReadonlyMap<string, number> | null {
  const [{ metric }] = usePropertiesUrl();
  const { data } = useQuery({
    ...chartOptions(query, metric),
    enabled: false,
    placeholderData: (last, asked) => (asked?.queryKey[1].now === query.now ? last : undefined),
  });
  return data === undefined ? null : new Map(data.colors);
}

function chartOptions(query: ChartQuery, metric: ChartMetric) {
  return queryOptions({
    queryKey: ["chart", query, metric] as const,
    queryFn: ({ signal }) => fetchChart(query, metric, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

async function fetchChart(query: ChartQuery, metric: ChartMetric, signal: AbortSignal): Promise<MetricChart> {
  const params = new URLSearchParams({ ...query, now: String(query.now), metric });
  const response = await fetch(`/properties/chart?${params}`, { signal });
  if (!response.ok) throw new Error(`The dashboard answered with status ${response.status}.`);
  return response.json();
}
