import { accessFromBearer } from "@/lib/api/access";
import { storedChanges } from "@/lib/api/edit-merged";
import { editStored } from "@/lib/api/edit-stored";
import { API_ERRORS } from "@/lib/api/errors";
import { toApiError } from "@/lib/api/handler";
import { readJson } from "@/lib/api/read-request";
import { heliconeProperty } from "@/lib/api/schemas";
import { editRequestProperties } from "@/lib/ingest/edit-properties";

/** Helicone's way to tag a request afterwards, in its own shape of answer: `{data, error}`. */
export async function PUT(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const access = await accessFromBearer(request);
    const { id } = await context.params;
    const properties = await storedChanges(access, heliconeProperty.parse(await readJson(request)));
    await editStored(() => editRequestProperties(access.database, access.project.id, id, properties));
    return Response.json({ data: null, error: null });
  } catch (error) {
    const { code, message } = toApiError(error);
    return Response.json({ data: null, error: message }, { status: API_ERRORS[code] });
  }
}
