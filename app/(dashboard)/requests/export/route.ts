import { readRequestsQuery } from "@/app/(dashboard)/requests/requests-query";
import { positionsOf, selectionInput } from "@/app/(dashboard)/requests/selected";
import { ApiError, errorResponse } from "@/lib/api/errors";
import { exportResponse } from "@/lib/api/export-stream";
import { toApiError } from "@/lib/api/handler";
import { readExportColumns } from "@/lib/filters/export-columns";

/**
 * A file of requests in the order of the table. The form says which: `ids` (one a line), else all that the page's parameters match;
 * `columns`, separated by commas, and `format` (csv or jsonl). A form, since a URL has no room for thousands of ids.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const { access, filter, range, order } = await readRequestsQuery(new URL(request.url));
    const form = await request.formData();
    const choice = readExportColumns(textOf(form, "columns"));
    if (choice === null) throw new ApiError("bad_request", "names an unknown column", "columns");
    const format = textOf(form, "format") === "jsonl" ? "jsonl" : "csv";
    const ids = textOf(form, "ids").split("\n").filter(Boolean);
    const selection = selectionInput.parse(ids.length === 0 ? { matching: true } : { ids });
    const among = "ids" in selection ? positionsOf(selection.ids) : null;
    return await exportResponse(access, { filter, range, order, among }, { choice, format });
  } catch (error) {
    return errorResponse(toApiError(error));
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
}
