import { eventStream } from "@/app/(dashboard)/requests/live/event-stream";
import { subscribeLive } from "@/app/(dashboard)/requests/live/live-channel";
import { readRequestsQuery } from "@/app/(dashboard)/requests/requests-query";
import { ApiError, errorResponse } from "@/lib/api/errors";
import { logError } from "@/lib/query/caller";

/** Requests that match the page's parameters, as they are stored: server-sent events `rows` and `gap`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const query = await readRequestsQuery(new URL(request.url));
    return await eventStream(request.signal, (send) => subscribeLive(query, send));
  } catch (error) {
    if (error instanceof ApiError) return errorResponse(error);
    logError(error);
    return errorResponse(new ApiError("unavailable", "New requests cannot be watched now. Try again."));
  }
}
