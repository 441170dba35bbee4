import { answer, readRequestsQuery } from "@/app/(dashboard)/requests/requests-query";
import { countRequests } from "@/lib/query/count-requests";

/** The exact number of requests that the page's parameters match. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { access, filter, range } = await readRequestsQuery(new URL(request.url));
    return countRequests(access, { filter, range, exact: true });
  });
}
