import { ApiError } from "@/lib/api/errors";
import { apiRoute } from "@/lib/api/handler";
import { readSearch, readSegment } from "@/lib/api/read-request";
import { valuesSearch } from "@/lib/api/schemas";
import { propertyField, propertyKey } from "@/lib/filters/fields";
import { listPropertyNames } from "@/lib/query/list-properties";
import { propertyValues } from "@/lib/query/property-values";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";

export const GET = apiRoute<{ key: string }>(async ({ access, request }) => {
  const { range, ...input } = readSearch(request, valuesSearch);
  const field = propertyField(readSegment(request, 2));
  const names = await listPropertyNames(access);
  if (names.every(({ key }) => key !== propertyKey(field))) {
    throw new ApiError("not_found", `No request of this project has carried the property ${propertyKey(field)}.`);
  }
  const resolved = await resolveTimeRange(access, range, new Date());
  const { values, truncated } = await propertyValues(access, { ...input, field, range: resolved });
  return { data: values, truncated };
});
