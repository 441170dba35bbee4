import { answer } from "@/app/(dashboard)/requests/requests-query";
import { currentAccess } from "@/lib/api/access";
import { ApiError } from "@/lib/api/errors";
import { listSegments } from "@/lib/api/segments";

/** The segments of `?project`, for the page bar and the command menu. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const access = await currentAccess(new URL(request.url).searchParams.get("project"));
    if (access === null) throw new ApiError("not_found", "there is no such project", "project");
    return { segments: await listSegments(access) };
  });
}
