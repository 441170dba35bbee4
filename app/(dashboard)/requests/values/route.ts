import { answer, readRequestsQuery } from "@/app/(dashboard)/requests/requests-query";
import { ApiError } from "@/lib/api/errors";
import { fieldType, isDimensionField, parseField } from "@/lib/filters/fields";
import { propertyValues } from "@/lib/query/property-values";
import type { Dimension } from "@/lib/query/types";

const MOST_VALUES = 50;

/** Values of a field with their numbers of requests (`?field&search`), within the page's filter and range. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const url = new URL(request.url);
    const field = readDimension(url.searchParams.get("field") ?? "");
    const { access, filter, range } = await readRequestsQuery(url);
    const search = url.searchParams.get("search") ?? "";
    return propertyValues(access, { field, filter, range, search, limit: MOST_VALUES });
  });
}

function readDimension(name: string): Dimension {
  const field = parseField(name);
  if (field !== null && isDimensionField(field)) return field;
  const known = field === null ? "unknown field" : `a ${fieldType(field)} has no list of values`;
  throw new ApiError("bad_request", known, "field");
}
