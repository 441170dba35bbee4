import { answer, requireAccess } from "@/app/(dashboard)/requests/requests-query";
import { searchValues } from "@/lib/query/search-values";

/** Properties with a value that contains `?text`, for the list's search. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { searchParams } = new URL(request.url);
    const text = searchParams.get("text") ?? "";
    return text === "" ? [] : searchValues(await requireAccess(searchParams.get("project")), text);
  });
}
