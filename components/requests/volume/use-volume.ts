"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { formatLegend, type LegendChoice, readLegend } from "@/components/charts/legend-choice";
import type { Volume } from "@/components/requests/volume/volume-data";
import { readVolume, requestsParams } from "@/lib/filters/search-params";

/** What the strip's figures are about; `now` names the server's render, each begins anew. */
export type VolumeQuery = { project: string; filter: string; from: string; to: string; now: number };

const STRIP = { volume: requestsParams.volume, legend: requestsParams.legend };

/** The strip of the dimension in the URL: the server's own, another one fetched when it is chosen. */
export function useVolume(query: VolumeQuery, served: Volume | null) {
  const [url, setUrl] = useQueryStates(STRIP, { history: "push" });
  const by = readVolume(url.volume);
  const shown = by.value === null || by.value === "off" ? null : by.value;
  const answer = useQuery({
    queryKey: ["volume", query, shown] as const,
    enabled: shown !== null,
    queryFn: ({ signal }) => fetchVolume(query, shown ?? "", signal),
    initialData: served !== null && served.by === shown ? served : undefined,
    // Old figures stay while others are under way.
    placeholderData: (last) => last ?? served ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return {
    ...{ by, answer, legend: readLegend(url.legend) },
    choose: (volume: string) => void setUrl({ volume, legend: null }),
    setLegend: (choice: LegendChoice | null) => void setUrl({ legend: formatLegend(choice) }),
  };
}

async function fetchVolume(query: VolumeQuery, volume: string, signal: AbortSignal): Promise<Volume> {
  const params = new URLSearchParams({ ...query, now: String(query.now), volume });
  const response = await fetch(`/requests/volume?${params}`, { signal });
  if (!response.ok) throw new Error(`The dashboard answered with status ${response.status}.`);
  return response.json();
}
