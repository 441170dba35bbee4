import type { Filter } from "@/lib/filters/filter";
import { formatFilter } from "@/lib/filters/filter-text";
import { rangeParams } from "@/lib/filters/search-params";
import { DEFAULT_PRESET, type TimeRange } from "@/lib/filters/time-range";

type Asked = { filter: Filter | null; range: TimeRange };

/** The requests on the screen, as a command for a shell; it takes the project's key from FACET_API_KEY. */
export function curlCommand(origin: string, { filter, range }: Asked): string {
  const params = new URLSearchParams();
  if (filter !== null) params.set("filter", formatFilter(filter));
  const { range: preset, from, to } = rangeParams(range);
  if (from === "") params.set("range", preset || DEFAULT_PRESET);
  else {
    params.set("from", from);
    params.set("to", to);
  }
  const url = `${origin}/api/v1/requests?${params}`;
  return `curl -H "Authorization: Bearer $FACET_API_KEY" ${quoteForShell(url)}`;
}

/** A body for `POST /api/v1/query` about the same requests. */
export function queryBody({ filter, range }: Asked): string {
  const asked = "preset" in range ? range.preset : { from: range.from.toISOString(), to: range.to.toISOString() };
  const body = { metrics: ["requests", "cost"], dimensions: [], ...(filter === null ? {} : { filter }), range: asked };
  return JSON.stringify(body, null, 2);
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
