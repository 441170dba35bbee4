import { answer, readRequestsQuery } from "@/app/(dashboard)/requests/requests-query";
import { countRequests } from "@/lib/query/count-requests";

/** The exact number of requests that the page's parameters match, and the moment of which that is said. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const at = new Date();
    const { access, filter, range } = await readRequestsQuery(new URL(request.url), at);
    return { ...(await countRequests(access, { filter, range, exact: true })), at };
  });
}
