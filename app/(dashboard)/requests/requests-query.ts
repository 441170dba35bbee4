import "server-only";
import { type Access, currentAccess } from "@/lib/api/access";
import { ApiError, errorResponse } from "@/lib/api/errors";
import { toApiError } from "@/lib/api/handler";
import type { Filter } from "@/lib/filters/filter";
import type { RequestOrder } from "@/lib/filters/request-order";
import { loadRequestsParams, readFilter, readTimeRange } from "@/lib/filters/search-params";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";

export type RequestsQuery = {
  access: Access;
  filter: Filter | null;
  range: ResolvedRange;
  order: RequestOrder;
};

/**
 * What the URL of one of this page's routes asks for; a range like the last 7 days ends at `now`. Throws ApiError: what
 * cannot be read is never skipped.
 */
export async function readRequestsQuery(url: URL, now = new Date()): Promise<RequestsQuery> {
  const params = loadRequestsParams(url.searchParams);
  const access = await requireAccess(params.project);
  const filter = readFilter(params.filter);
  if (filter.problem !== null) throw new ApiError("bad_request", filter.problem, "filter");
  const range = readTimeRange(params);
  if (range.problem !== null) throw new ApiError("bad_request", range.problem, "range");
  return {
    access,
    filter: filter.value,
    range: await resolveTimeRange(access, range.value, now),
    order: params.order,
  };
}

export async function requireAccess(project: string | null): Promise<Access> {
  const access = await currentAccess(project);
  if (access === null) throw new ApiError("not_found", "There is no such project.", "project");
  return access;
}

/** Runs a route's work and turns what it throws into an answer. */
export async function answer(work: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await work(), { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return errorResponse(toApiError(error));
  }
}
