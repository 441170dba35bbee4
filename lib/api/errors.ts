/** Every code an answer may carry, and its HTTP status. Closed: clients may rely on the list. */
export const API_ERRORS = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  too_large: 413,
  internal: 500,
  unavailable: 503,
} as const;

export type ApiErrorCode = keyof typeof API_ERRORS;

/** Thrown anywhere below a route; the handler turns it into its answer. */
export class ApiError extends Error {
  constructor(
    readonly code: ApiErrorCode,
    message: string,
    /** Which part of the request is wrong: `filter.and[1].op`. */
    readonly path: string | null = null,
  ) {
    super(message);
  }
}

type ApiErrorBody = { error: { code: ApiErrorCode; message: string; path?: string } };

/** `{error: {code, message, path?}}` with the code's status. */
export function errorResponse(error: ApiError): Response {
  const { code, message, path } = error;
  const body: ApiErrorBody = { error: path === null ? { code, message } : { code, message, path } };
  return Response.json(body, { status: API_ERRORS[code], headers: { "cache-control": "no-store" } });
}
