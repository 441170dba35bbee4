import type { z } from "zod";
import type { BulkSelection } from "@/app/(dashboard)/requests/bulk/bulk-selection";
import { progressOf, workOn } from "@/app/(dashboard)/requests/bulk/jobs";
import { readChange } from "@/app/(dashboard)/requests/read-change";
import { answer, readRequestsQuery, requireAccess } from "@/app/(dashboard)/requests/requests-query";
import { selectionInput } from "@/app/(dashboard)/requests/selected";
import type { Access } from "@/lib/api/access";
import { storedBulkChange } from "@/lib/api/edit-merged";
import { ApiError } from "@/lib/api/errors";
import { requestPatch } from "@/lib/api/schemas";
import { formatFilter } from "@/lib/filters/filter-text";
import { askUndo, dismissBulkEdit, offeredBulkEdit, openBulkEdit, readBulkEdit } from "@/lib/ingest/bulk-edits";
import { countRequests } from "@/lib/query/count-requests";

const bulkChange = requestPatch.extend({ selection: selectionInput });

/** Sets (or removes, with null) one property on everything selected; answers at once with the edit's progress. */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const { access, change } = await readChange(request, bulkChange);
    const [[key, { value, spelling }] = ["", { value: null, spelling: "" }], ...others] = change.properties;
    if (key === "" || others.length > 0) throw new ApiError("bad_request", "must name one property", "properties");
    const { total, selection } = await readSelected(new URL(request.url), change.selection);
    const stored = await storedBulkChange(access, key, { spelling, value });
    const edit = await openBulkEdit(access.database, access.project.id, stored, { total, selection });
    void workOn(access, edit.id);
    return progressOf(edit);
  });
}

/** The progress of `?edit`; without it, of the one a page tells of, or null. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { searchParams } = new URL(request.url);
    const { database, project } = await requireAccess(searchParams.get("project"));
    const id = searchParams.get("edit");
    const edit =
      id === null ? await offeredBulkEdit(database, project.id) : await readBulkEdit(database, project.id, readId(id));
    return edit && progressOf(edit);
  });
}

/** Stops `?edit` if it is still going on and takes back what it has done. */
export async function DELETE(request: Request): Promise<Response> {
  return answer(async () => {
    const { access, id } = await readEdit(request);
    const edit = await askUndo(access.database, access.project.id, id);
    void workOn(access, id);
    return edit && progressOf(edit);
  });
}

/** Stops telling of `?edit`, and of those before it. */
export async function PATCH(request: Request): Promise<Response> {
  return answer(async () => {
    const { access, id } = await readEdit(request);
    await dismissBulkEdit(access.database, access.project.id, id);
    return null;
  });
}

/** Which requests, as the database keeps it: of what a filter matches, those that had arrived when they were counted. */
async function readSelected(
  url: URL,
  selected: z.output<typeof selectionInput>,
): Promise<{ total: number; selection: BulkSelection }> {
  const now = new Date();
  const until = "until" in selected && selected.until !== undefined ? new Date(selected.until) : now;
  const { access, filter, range } = await readRequestsQuery(url, until);
  if ("ids" in selected) return { total: selected.ids.length, selection: { ids: selected.ids } };
  const { from } = range;
  const to = new Date(Math.min(range.to.getTime(), until.getTime(), now.getTime()));
  const { count } = await countRequests(access, { filter, range: { from, to }, exact: true });
  const text = filter === null ? "" : formatFilter(filter);
  return { total: count, selection: { filter: text, from: from.toISOString(), to: to.toISOString() } };
}

/** The edit a change is about. */
async function readEdit(request: Request): Promise<{ access: Access; id: number }> {
  const { searchParams } = new URL(request.url);
  const access = await requireAccess(searchParams.get("project"));
  if (!access.rights.write) throw new ApiError("forbidden", "You may look at this project, but not change it.");
  const id = readId(searchParams.get("edit") ?? "");
  const edit = await readBulkEdit(access.database, access.project.id, id);
  if (edit === null) throw new ApiError("not_found", "This project has no such bulk edit.", "edit");
  return { access, id };
}

function readId(text: string): number {
  const id = Number(text);
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647)
    throw new ApiError("bad_request", "must be a number", "edit");
  return id;
}
