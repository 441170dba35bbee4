import { apiRoute } from "@/lib/api/handler";
import { readSearch } from "@/lib/api/read-request";
import { propertiesSearch } from "@/lib/api/schemas";
import { listProperties } from "@/lib/query/list-properties";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";

export const GET = apiRoute<object>(async ({ access, request }) => {
  const { filter, range } = readSearch(request, propertiesSearch);
  const resolved = await resolveTimeRange(access, range, new Date());
  const properties = await listProperties(access, { filter, range: resolved });
  return {
    data: properties.map(({ key, displayName, requests, coverage, values, cost, estimated }) => ({
      key,
      display_name: displayName,
      requests,
      coverage,
      values,
      cost,
      estimated,
    })),
  };
});
