import { apiRoute } from "@/lib/api/handler";
import { queryJson } from "@/lib/api/query-json";
import { readJson } from "@/lib/api/read-request";
import { normaliseQuery, queryInput } from "@/lib/query/parse-query";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";
import { runQuery } from "@/lib/query/run-query";

export const POST = apiRoute<object>(async ({ access, request }) => {
  const input = queryInput.parse(await readJson(request));
  const range = await resolveTimeRange(access, input.range, new Date());
  const query = normaliseQuery(input, range);
  return queryJson(query, await runQuery(access, query));
});
