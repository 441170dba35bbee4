"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { z } from "zod";
import { useUrlTransition } from "@/components/frame/url-transition";
import { NO_SEGMENT, SEGMENT_PARAM, segmentSearch, shows } from "@/components/segments/segment-view";

const segmentShape = z.object({ id: z.number(), name: z.string(), search: z.string(), isDefault: z.boolean() });
const answerShape = z.object({ segments: z.array(segmentShape) });
export type SavedSegment = z.infer<typeof segmentShape>;

/** How a change of segments went; `problem` is a sentence to show. */
export type SegmentOutcome = { problem: string | null; segment: SavedSegment | null };

export type Segments = {
  project: string | null;
  /** Undefined while they are fetched; null when that failed. */
  list: SavedSegment[] | undefined | null;
  /** The one this view began with, or that says exactly this; null: none. */
  current: SavedSegment | null;
  /** The view says something else by now than `current`. */
  edited: boolean;
  /** Shows a segment on the page at hand, or all requests. */
  open: (segment: SavedSegment | null) => void;
  /** Where a segment is shown. */
  hrefOf: (segment: SavedSegment) => string;
  /** Fetches the list anew. */
  reload: () => Promise<void>;
};

/** The segments of the project in the URL, and the one that is shown. */
export function useSegments(): Segments {
  const params = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { start } = useUrlTransition();
  const project = params.get("project");
  const queryKey = ["segments", project];
  const { data, isError } = useQuery({ queryKey, queryFn: ({ signal }) => fetchSegments(project, signal) });
  const url = params.toString();
  const named = data?.find(({ id }) => String(id) === params.get(SEGMENT_PARAM));
  const current = named ?? data?.find(({ search }) => search !== "" && shows(url, search)) ?? null;
  const hrefOf = ({ id, search }: SavedSegment) => `${pathname}?${segmentSearch(project, id, search)}`;
  return {
    project,
    list: data ?? (isError ? null : undefined),
    current,
    edited: current !== null && !shows(url, current.search),
    hrefOf,
    open: (segment) => {
      const href = segment === null ? `${pathname}?${segmentSearch(project, NO_SEGMENT, "")}` : hrefOf(segment);
      start(() => router.push(href, { scroll: false }));
    },
    reload: () => queryClient.invalidateQueries({ queryKey }),
  };
}

async function fetchSegments(project: string | null, signal: AbortSignal): Promise<SavedSegment[]> {
  const query = project === null ? "" : `?${new URLSearchParams({ project })}`;
  const response = await fetch(`/segments/list${query}`, { signal });
  if (!response.ok) throw new Error(`segments: ${response.status}`);
  return answerShape.parse(await response.json()).segments;
}
