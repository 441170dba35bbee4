import { removeAlias } from "@/lib/api/aliases";
import { apiRoute } from "@/lib/api/handler";
import { mergeId } from "@/lib/api/merge-body";

export const DELETE = apiRoute<{ id: string }>(async ({ access, params }) => {
  const id = mergeId.parse(params.id);
  await removeAlias(access, id);
  return { data: { id } };
});
