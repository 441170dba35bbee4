import { addAlias } from "@/lib/api/aliases";
import { apiRoute } from "@/lib/api/handler";
import { mergeBody } from "@/lib/api/merge-body";
import { readJson } from "@/lib/api/read-request";
import { type AliasRule, loadAliasRules } from "@/lib/query/aliases";

export const GET = apiRoute<object>(async ({ access }) => {
  const rules = await loadAliasRules(access, access.project.id);
  return { data: rules.map(mergeJson) };
});

export const POST = apiRoute<object>(async ({ access, request }) => {
  const id = await addAlias(access, mergeBody.parse(await readJson(request)));
  const made = (await loadAliasRules(access, access.project.id)).filter((rule) => rule.id === id);
  return { data: made.map(mergeJson)[0] ?? null };
});

function mergeJson({ id, key, value, toKey, toValue }: AliasRule) {
  return { id, key, value, to_key: toKey, to_value: toValue };
}
