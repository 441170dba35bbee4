import { accessFromBearer } from "@/lib/api/access";
import { errorResponse } from "@/lib/api/errors";
import { exportResponse } from "@/lib/api/export-stream";
import { toApiError } from "@/lib/api/handler";
import { readSearch } from "@/lib/api/read-request";
import { exportSearch } from "@/lib/api/schemas";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";

/** Every matching request as one file in the order asked for, sent while it is read. */
export async function GET(request: Request): Promise<Response> {
  try {
    const access = await accessFromBearer(request);
    const { filter, range, order, columns, format } = readSearch(request, exportSearch);
    const resolved = await resolveTimeRange(access, range, new Date());
    const question = { filter, range: resolved, order, among: null };
    return await exportResponse(access, question, { choice: columns, format });
  } catch (error) {
    return errorResponse(toApiError(error));
  }
}
