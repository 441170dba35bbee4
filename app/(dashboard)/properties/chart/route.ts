import { chartOf } from "@/app/(dashboard)/properties/view";
import { answer, readRequestsQuery } from "@/app/(dashboard)/requests/requests-query";
import { ApiError } from "@/lib/api/errors";
import { propertyField } from "@/lib/filters/fields";
import { loadPropertiesParams } from "@/lib/filters/search-params";

/** The chart of one metric and granularity, for the page that has all the rest: `?now` beside the page's own parameters. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const url = new URL(request.url);
    const { access, filter, range: resolved } = await readRequestsQuery(url);
    const { property, metric, granularity, compare } = loadPropertiesParams(url.searchParams);
    if (property === null) throw new ApiError("bad_request", "name a property", "property");
    const now = Number(url.searchParams.get("now") ?? Date.now());
    const question = { access, filter, range: resolved, resolved, metric, granularity, compare, now };
    return chartOf(question, propertyField(property));
  });
}
