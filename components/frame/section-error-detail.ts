import { TOO_MANY_BUCKETS } from "@/lib/filters/time-range";
import { TOO_SLOW } from "@/lib/filters/too-slow";

/**
 * What to tell of a section that failed; `searches`: words were looked for in what was said. Of an error on the server the
 * browser knows its digest and nothing else.
 */
export function sectionErrorDetail(error: unknown, searches: boolean): string {
  const digest = error instanceof Error && "digest" in error ? error.digest : null;
  if (digest === TOO_MANY_BUCKETS) return "The time range is too long to be shown over time. Choose a shorter one.";
  if (digest !== TOO_SLOW) return "The database did not answer as expected. The rest of the page still works.";
  const narrower = "Answering this takes longer than a question may. Choose a shorter time range or a narrower filter";
  return searches
    ? `${narrower}, or have the words of past days indexed: FACET_SEARCH_INDEX=on, see docs/search.md.`
    : `${narrower}; the rest of the page still works.`;
}
