import { answer, readRequestsQuery } from "@/app/(dashboard)/requests/requests-query";
import { ApiError } from "@/lib/api/errors";
import { listRequests } from "@/lib/query/list-requests";

const MAX_ROWS = 200;

/** One page of the table's rows: `?cursor&limit` beside the page's own parameters. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const url = new URL(request.url);
    const { access, ...query } = await readRequestsQuery(url);
    const limit = Number(url.searchParams.get("limit") ?? MAX_ROWS);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_ROWS) {
      throw new ApiError("bad_request", `must be a number from 1 to ${MAX_ROWS}`, "limit");
    }
    return listRequests(access, { ...query, limit, cursor: url.searchParams.get("cursor") });
  });
}
