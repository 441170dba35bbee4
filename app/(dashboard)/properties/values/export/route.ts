import { comparedWith } from "@/app/(dashboard)/properties/view";
import { readRequestsQuery } from "@/app/(dashboard)/requests/requests-query";
import { readSort } from "@/components/properties/table-columns";
import { csvHead, csvLine } from "@/components/properties/values-csv";
import { ApiError, errorResponse } from "@/lib/api/errors";
import { toApiError } from "@/lib/api/handler";
import { propertyField, propertyKey } from "@/lib/filters/fields";
import { loadPropertiesParams, readTimeRange } from "@/lib/filters/search-params";
import { logError } from "@/lib/query/caller";
import { exportValues } from "@/lib/query/export-values";
import { propertySummary } from "@/lib/query/property-summary";

/** Every value of a property as CSV, sent while it is read (`?property&sort`, and what every page keeps). */
export async function GET(request: Request): Promise<Response> {
  try {
    const url = new URL(request.url);
    const { access, filter, range } = await readRequestsQuery(url);
    const params = loadPropertiesParams(url.searchParams);
    const { property, sort } = params;
    if (property === null) throw new ApiError("bad_request", "name a property", "property");
    const field = propertyField(property);
    const { by, descending } = readSort(sort);
    const whole = await propertySummary(access, { filter, range });
    const { readable, writable } = new TransformStream<string, string>();
    const writer = writable.getWriter();
    const asked = readTimeRange(params).value;
    const previous = asked && comparedWith({ range: asked, resolved: range, now: Date.now() });
    const ask = { field, filter, range, previous, orderBy: by, direction: descending ? "desc" : "asc" } as const;
    // A reader that leaves makes the next write fail, and that ends the question.
    const sending = writer
      .write(csvHead())
      .then(() =>
        exportValues(access, ask, (values) => writer.write(values.map((each) => csvLine(each, whole)).join(""))),
      )
      .then(() => writer.close());
    sending.catch((error: unknown) => {
      logError(error);
      return writer.abort(error).catch(() => undefined);
    });
    return new Response(readable.pipeThrough(new TextEncoderStream()), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${fileName(propertyKey(field))}"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return errorResponse(toApiError(error));
  }
}

/** Keys are any text: only what every file system and header takes. */
function fileName(key: string): string {
  return `${key.replace(/[^a-z0-9-]+/g, "-").slice(0, 80) || "values"}.csv`;
}
