import { addAlias } from "@/lib/api/aliases";
import { apiRoute } from "@/lib/api/handler";
import { mergeBody } from "@/lib/api/merge-body";
import { readJson } from "@/lib/api/read-request";
import { fieldOfKey, isPropertyField, propertyKey } from "@/lib/filters/fields";
import { type ListedMerge, listMerges } from "@/lib/query/aliases";

export const GET = apiRoute<object>(async ({ access }) => {
  const merges = await listMerges(access, access.project.id);
  return { data: merges.map(mergeJson) };
});

export const POST = apiRoute<object>(async ({ access, request }) => {
  const id = await addAlias(access, mergeBody.parse(await readJson(request)));
  const made = (await listMerges(access, access.project.id)).filter((merge) => merge.id === id);
  return { data: made.map(mergeJson)[0] ?? null };
});

function mergeJson(merge: ListedMerge) {
  const { id } = merge;
  if ("toKey" in merge) {
    const { key, toKey } = merge;
    return { id, field: fieldOfKey(key), key, value: null, to_key: toKey, to_value: null };
  }
  const { field, value, toValue } = merge;
  const key = isPropertyField(field) ? propertyKey(field) : null;
  return { id, field, key, value, to_key: key, to_value: toValue };
}
