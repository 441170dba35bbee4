import { ApiError, errorResponse } from "@/lib/api/errors";

/** What no other route of REST answers: in the API's own words, not as a page. */
function answer(request: Request): Response {
  const { pathname } = new URL(request.url);
  const message = `There is no ${request.method} ${pathname}. GET /api/v1/openapi.json lists what there is.`;
  return errorResponse(new ApiError("not_found", message));
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
