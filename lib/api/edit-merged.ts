import "server-only";
import { storedKey } from "@/db/stored-property";
import { followAliases, loadAliasRules } from "@/lib/query/aliases";
import type { Access } from "./access";

type Change = { value: string | null; spelling: string };

/**
 * What has to be stored so that properties read as wanted: a merged key is written as what it is read as, which then counts
 * before all that was merged into it; removing it removes them too.
 */
export async function storedChanges(
  { database, project }: Pick<Access, "database" | "project">,
  changes: ReadonlyMap<string, Change>,
): Promise<Map<string, Change>> {
  const { keyOf, keysReadAs } = followAliases(await loadAliasRules({ database }, project.id));
  const stored = new Map<string, Change>();
  for (const [key, change] of changes) {
    const target = keyOf(storedKey(key));
    for (const each of change.value === null ? keysReadAs(target) : [target]) stored.set(each, change);
  }
  return stored;
}

/** The same for an edit of many requests: the key it is about, and those `also` removed with it. */
export async function storedBulkChange(
  access: Pick<Access, "database" | "project">,
  key: string,
  change: Change,
): Promise<{ key: string; also: string[] } & Change> {
  const [[stored] = [key], ...others] = await storedChanges(access, new Map([[key, change]]));
  return { key: stored, also: others.map(([each]) => each), ...change };
}
