import "server-only";
import { z } from "zod";
import { FilterError, formatPath } from "@/lib/filters/filter-error";
import { TooManyBucketsError } from "@/lib/filters/time-range";
import { logError } from "@/lib/query/caller";
import { CursorError } from "@/lib/query/cursor";
import { postgresCode, QUERY_CANCELED } from "@/lib/query/too-slow";
import { type Access, accessFromBearer } from "./access";
import { ApiError, errorResponse } from "./errors";

type ApiCall<Params> = { access: Access; request: Request; params: Params };
type Handle<Params> = (call: ApiCall<Params>) => Promise<unknown>;
export type RouteHandler<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

/** A REST route: finds the project of the key, answers what `handle` returns as JSON, turns errors into answers. */
export function apiRoute<Params>(handle: Handle<Params>): RouteHandler<Params> {
  return async (request, context) => {
    const started = performance.now();
    try {
      const access = await accessFromBearer(request);
      const body = await handle({ access, request, params: await context.params });
      const timing = `total;dur=${(performance.now() - started).toFixed(1)}`;
      return Response.json(body, { headers: { "cache-control": "no-store", "server-timing": timing } });
    } catch (error) {
      return errorResponse(toApiError(error));
    }
  };
}

/** What a client may be told of an error; what is not foreseen is logged and stays inside. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return new ApiError("bad_request", issue?.message ?? "is not valid", formatPath(issue?.path ?? []) || null);
  }
  if (error instanceof FilterError) return new ApiError("bad_request", error.message, formatPath(error.path) || null);
  if (error instanceof CursorError) return new ApiError("bad_request", error.message, "cursor");
  if (error instanceof TooManyBucketsError) return new ApiError("bad_request", error.message, "granularity");
  const code = postgresCode(error);
  if (code === QUERY_CANCELED) {
    return new ApiError("unavailable", TOO_LONG);
  }
  if (code !== null && UNREACHABLE.test(code))
    return new ApiError("unavailable", "Postgres cannot be reached. Try again.");
  if (code?.startsWith(DATA_EXCEPTION)) return new ApiError("bad_request", "A value is out of the database's range.");
  logError(error);
  return new ApiError("internal", "Something went wrong on our side. The server's log has the details.");
}

const TOO_LONG =
  "This took too long. Choose a shorter range, a narrower filter or fewer dimensions; a search of what was said becomes " +
  "fast with FACET_SEARCH_INDEX=on (docs/search.md).";
/** The class of values Postgres has no room for, such as the year 0. */
const DATA_EXCEPTION = "22";
/** Codes of sockets, of postgres.js and of a server that starts or stops. */
const UNREACHABLE = /^(E[A-Z]+|CONNECT_TIMEOUT|CONNECTION_[A-Z]+|57P0[1-3]|08\d{3}|53300)$/;
