import { answer, readRequestsQuery } from "@/app/(dashboard)/requests/requests-query";
import { volumeOf } from "@/app/(dashboard)/requests/volume/volume-of";
import { ApiError } from "@/lib/api/errors";
import { loadRequestsParams, readVolume } from "@/lib/filters/search-params";

/** Requests over time by another dimension (`?volume`), for the page that has all the rest. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const url = new URL(request.url);
    const { access, filter, range } = await readRequestsQuery(url);
    const by = readVolume(loadRequestsParams(url.searchParams).volume);
    if (by.value === null || by.value === "off") {
      throw new ApiError("bad_request", by.problem ?? "names no dimension", "volume");
    }
    const now = Number(url.searchParams.get("now") ?? Date.now());
    return volumeOf(access, { by: by.value, filter, range, now });
  });
}
