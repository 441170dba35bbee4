/** What every segment says, with nothing where it says nothing: it is the whole answer to "which requests, seen how". */
const ALWAYS = ["filter", "range", "from", "to", "columns", "order"];
/** What belongs to the moment, not to a view of it: which project, which segment, what is open. */
const NEVER = new Set(["project", "segment", "request"]);

/** The URL parameter that names the segment a view began with; `none`: all requests, whatever the default is. */
export const SEGMENT_PARAM = "segment";
export const NO_SEGMENT = "none";

/** The part of a URL's query that a segment keeps, in one order so that equal views are equal texts. */
export function viewOf(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name, value]) => !NEVER.has(name) && value !== "");
  return new URLSearchParams(kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))).toString();
}

/** Whether a URL shows what the segment says, whatever else the page at hand has in its URL. */
export function shows(url: string, segment: string): boolean {
  const now = new URLSearchParams(viewOf(url));
  const saved = new URLSearchParams(viewOf(segment));
  return [...ALWAYS, ...saved.keys()].every((name) => (now.get(name) ?? "") === (saved.get(name) ?? ""));
}

/** The query that shows a segment: its view in full, so that the link shows the same when the segment has changed. */
export function segmentSearch(project: string | null, id: number | typeof NO_SEGMENT, view: string): string {
  const search = new URLSearchParams(viewOf(view));
  if (project !== null) search.set("project", project);
  search.set(SEGMENT_PARAM, String(id));
  return search.toString();
}
