import { answer, requireAccess } from "@/app/(dashboard)/requests/requests-query";
import { ApiError } from "@/lib/api/errors";
import { sessionSiblings } from "@/lib/query/session-siblings";

/** The requests of the same session as `?id`. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { searchParams } = new URL(request.url);
    const id = searchParams.get("id");
    if (id === null) throw new ApiError("bad_request", "names no request", "id");
    return sessionSiblings(await requireAccess(searchParams.get("project")), id);
  });
}
