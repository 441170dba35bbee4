import type { Access } from "@/lib/api/access";
import { storedChanges } from "@/lib/api/edit-merged";
import { editStored } from "@/lib/api/edit-stored";
import { ApiError } from "@/lib/api/errors";
import { apiRoute } from "@/lib/api/handler";
import { readJson } from "@/lib/api/read-request";
import { requestDetailJson } from "@/lib/api/request-json";
import { requestPatch } from "@/lib/api/schemas";
import { editRequestProperties } from "@/lib/ingest/edit-properties";
import { getRequest } from "@/lib/query/get-request";

type Params = { id: string };

export const GET = apiRoute<Params>(async ({ access, params }) => answer(access, params.id));

export const PATCH = apiRoute<Params>(async ({ access, request, params }) => {
  const properties = await storedChanges(access, requestPatch.parse(await readJson(request)).properties);
  await editStored(() => editRequestProperties(access.database, access.project.id, params.id, properties));
  return answer(access, params.id);
});

async function answer(access: Access, id: string) {
  const detail = await getRequest(access, id);
  if (detail === null) throw new ApiError("not_found", "This project has no request with that id.");
  return { data: requestDetailJson(detail) };
}
