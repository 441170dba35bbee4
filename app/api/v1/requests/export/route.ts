import { accessFromBearer } from "@/lib/api/access";
import { errorResponse } from "@/lib/api/errors";
import { EXPORT_PAGE, exportResponse } from "@/lib/api/export-stream";
import { toApiError } from "@/lib/api/handler";
import { readSearch } from "@/lib/api/read-request";
import { exportSearch } from "@/lib/api/schemas";
import { matchingRequests } from "@/lib/query/matching-requests";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";

/** Every matching request as one file, sent while it is read. */
export async function GET(request: Request): Promise<Response> {
  try {
    const access = await accessFromBearer(request);
    const { filter, range, columns, format } = readSearch(request, exportSearch);
    const resolved = await resolveTimeRange(access, range, new Date());
    const pages = matchingRequests(access, { filter, range: resolved }, EXPORT_PAGE);
    return await exportResponse(access, pages, { choice: columns, format });
  } catch (error) {
    return errorResponse(toApiError(error));
  }
}
