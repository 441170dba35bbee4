import { apiRoute } from "@/lib/api/handler";
import { readSearch } from "@/lib/api/read-request";
import { requestJson } from "@/lib/api/request-json";
import { requestsSearch } from "@/lib/api/schemas";
import { listRequests } from "@/lib/query/list-requests";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";

export const GET = apiRoute<object>(async ({ access, request }) => {
  const { range, ...input } = readSearch(request, requestsSearch);
  const resolved = await resolveTimeRange(access, range, new Date());
  const page = await listRequests(access, { ...input, range: resolved });
  return { data: page.rows.map(requestJson), next_cursor: page.nextCursor };
});
