import { z } from "zod";
import { readChange } from "@/app/(dashboard)/requests/read-change";
import { answer } from "@/app/(dashboard)/requests/requests-query";
import { storedChanges } from "@/lib/api/edit-merged";
import { editStored } from "@/lib/api/edit-stored";
import { ApiError } from "@/lib/api/errors";
import { requestPatch } from "@/lib/api/schemas";
import { editRequestProperties } from "@/lib/ingest/edit-properties";
import { getRequest } from "@/lib/query/get-request";

const edit = requestPatch.extend({ id: z.uuid() });

/** Sets, changes and removes (null) properties of one request; answers with all it has then. */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const { access, change } = await readChange(request, edit);
    const properties = await storedChanges(access, change.properties);
    await editStored(() => editRequestProperties(access.database, access.project.id, change.id, properties));
    const detail = await getRequest(access, change.id);
    if (detail === null) throw new ApiError("not_found", "This project has no request with that id.");
    return { properties: detail.properties };
  });
}
