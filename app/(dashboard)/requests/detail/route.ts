import { answer, requireAccess } from "@/app/(dashboard)/requests/requests-query";
import { ApiError } from "@/lib/api/errors";
import { gatewayUrl } from "@/lib/api/gateway-url";
import { getRequest } from "@/lib/query/get-request";

/** One request with its bodies (`?id`) and where to send it again, for the panel; null when the project has none such. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { searchParams } = new URL(request.url);
    const id = searchParams.get("id");
    if (id === null) throw new ApiError("bad_request", "names no request", "id");
    const detail = await getRequest(await requireAccess(searchParams.get("project")), id);
    return detail && { ...detail, gatewayUrl: gatewayUrl() };
  });
}
