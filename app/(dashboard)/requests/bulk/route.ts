import { findRunning, readProgress, startEdit, startUndo } from "@/app/(dashboard)/requests/bulk/jobs";
import { readChange } from "@/app/(dashboard)/requests/read-change";
import { answer, readRequestsQuery, requireAccess } from "@/app/(dashboard)/requests/requests-query";
import { pagesOf, positionsOf, selectionInput } from "@/app/(dashboard)/requests/selected";
import { storedBulkChange } from "@/lib/api/edit-merged";
import { ApiError } from "@/lib/api/errors";
import { requestPatch } from "@/lib/api/schemas";
import { openBulkEdit, readBulkEdit } from "@/lib/ingest/bulk-edit";
import { countRequests } from "@/lib/query/count-requests";
import { matchingRequests } from "@/lib/query/matching-requests";

/** Requests of one transaction: short enough that nobody waits for its locks. */
const PAGE = 1_000;

const bulkChange = requestPatch.extend({ selection: selectionInput });

/** Sets (or removes, with null) one property on everything selected; answers at once with the edit's progress. */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const { access, change } = await readChange(request, bulkChange);
    const [[key, { value, spelling }] = ["", { value: null, spelling: "" }], ...others] = change.properties;
    if (key === "" || others.length > 0) throw new ApiError("bad_request", "must name one property", "properties");
    const { selection } = change;
    const query = await readRequestsQuery(new URL(request.url));
    const total =
      "ids" in selection ? selection.ids.length : (await countRequests(access, { ...query, exact: true })).count;
    const stored = await storedBulkChange(access, key, { spelling, value });
    const edit = await openBulkEdit(access.database, access.project.id, stored, total);
    startEdit(
      access,
      edit,
      "ids" in selection
        ? pagesOf(positionsOf(selection.ids), PAGE)
        : matchingRequests(access, { filter: query.filter, range: query.range }, PAGE),
    );
    return readProgress(access, edit.id);
  });
}

/** The progress of `?edit`; without it, of one that is going on, or null. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { searchParams } = new URL(request.url);
    const access = await requireAccess(searchParams.get("project"));
    const edit = searchParams.get("edit");
    return edit === null ? findRunning(access) : readProgress(access, readId(edit));
  });
}

/** Stops `?edit` if it is still going on and takes back what it has done. */
export async function DELETE(request: Request): Promise<Response> {
  return answer(async () => {
    const { searchParams } = new URL(request.url);
    const access = await requireAccess(searchParams.get("project"));
    if (!access.rights.write) throw new ApiError("forbidden", "You may look at this project, but not change it.");
    const edit = await readBulkEdit(access.database, access.project.id, readId(searchParams.get("edit") ?? ""));
    if (edit === null) throw new ApiError("not_found", "This project has no such bulk edit.", "edit");
    startUndo(access, edit);
    return readProgress(access, edit.id);
  });
}

function readId(text: string): number {
  const id = Number(text);
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647)
    throw new ApiError("bad_request", "must be a number", "edit");
  return id;
}
