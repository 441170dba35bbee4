import { accessFromBearer } from "@/lib/api/access";
import { editStored } from "@/lib/api/edit-stored";
import { API_ERRORS } from "@/lib/api/errors";
import { toApiError } from "@/lib/api/handler";
import { readJson } from "@/lib/api/read-request";
import { heliconeFeedback } from "@/lib/api/schemas";
import { setFeedback } from "@/lib/ingest/set-feedback";

/** Helicone's way to say what a user thought of an answer, in its own shape of answer: `{data, error}`. */
export async function POST(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const { database, project } = await accessFromBearer(request);
    const { id } = await context.params;
    const { rating } = heliconeFeedback.parse(await readJson(request));
    await editStored(() => setFeedback(database, project.id, id, rating));
    return Response.json({ data: null, error: null });
  } catch (error) {
    const { code, message } = toApiError(error);
    return Response.json({ data: null, error: message }, { status: API_ERRORS[code] });
  }
}
