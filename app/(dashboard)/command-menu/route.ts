import { answer, requireAccess } from "@/app/(dashboard)/requests/requests-query";
import { listSegments } from "@/lib/api/segments";
import { getRequest } from "@/lib/query/get-request";
import { listPropertyNames } from "@/lib/query/list-properties";
import { listRequests } from "@/lib/query/list-requests";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";

const RECENT = 8;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What can be jumped to in `?project`: properties, segments, the newest requests; and the request with the id `?id`. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const params = new URL(request.url).searchParams;
    const access = await requireAccess(params.get("project"));
    const id = params.get("id");
    if (id !== null) {
      const found = ID.test(id) ? await getRequest(access, id) : null;
      return { found: found === null ? null : { id: found.id, model: found.model, createdAt: found.createdAt } };
    }
    const [properties, segments, recent] = await Promise.all([
      listPropertyNames(access),
      listSegments(access),
      resolveTimeRange(access, { preset: "7d" }, new Date()).then((range) =>
        listRequests(access, { filter: null, range, order: "newest", limit: RECENT, cursor: null }),
      ),
    ]);
    return {
      properties,
      segments: segments.map(({ id: segment, name, search }) => ({ id: segment, name, search })),
      requests: recent.rows.map((row) => ({
        id: row.id,
        model: row.model,
        createdAt: row.createdAt,
        preview: row.requestPreview,
      })),
    };
  });
}
