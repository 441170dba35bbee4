import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { LOCKS } from "@/db/locks";
import { aliases, properties } from "@/db/schema";
import { storedKey, storedValue } from "@/db/stored-property";
import { fieldOfKey, isPropertyField, MERGED_FIELDS, parseField, propertyKey } from "@/lib/filters/fields";
import { type AliasRule, followAliases, loadAliasRules, type Merge, ruleKey } from "@/lib/query/aliases";
import type { Access } from "./access";
import { ApiError } from "./errors";
import { propertyKeyInput } from "./property-key-input";

/** Rules are looked through for every question. */
const MOST_RULES = 1000;

export const mergeValue = z.string().transform((text) => storedValue(text).value);

/** Of what values are merged: `model`, `user` or `property:<key>`. */
export const mergeField = z.string().transform((name, context) => {
  const field = parseField(name);
  const builtIn = MERGED_FIELDS.find((each) => each === field);
  if (builtIn !== undefined) return builtIn;
  if (field !== null && isPropertyField(field)) return fieldOfKey(storedKey(propertyKey(field)));
  context.addIssue({ code: "custom", message: `must be ${MERGED_FIELDS.join(", ")} or property:<key>` });
  return z.NEVER;
});

/** A whole property into another, or one value of a property or of a built-in field into another value of it. */
export const mergeInput = z.union([
  z.object({ key: propertyKeyInput, toKey: propertyKeyInput }),
  z.object({ field: mergeField, value: mergeValue, toValue: mergeValue }),
]);

type NewRule = Omit<AliasRule, "id">;

/**
 * Has one key or value read as another from now on, in old requests and new ones; what is stored stays as it was sent. Returns
 * the rule's number. Throws ApiError `forbidden`, `not_found` and `bad_request` (it would lead in a circle, or there is a rule).
 */
export async function addAlias(access: Access, input: Merge): Promise<number> {
  const { id: projectId } = requireWrite(access).project;
  return access.database.transaction(async (transaction) => {
    // One at a time: two rules that are fine alone could lead in a circle together.
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCKS.aliases}, ${projectId})`);
    const rules = await loadAliasRules({ database: transaction }, projectId);
    if (rules.length >= MOST_RULES) throw new ApiError("bad_request", `A project has at most ${MOST_RULES} merges.`);
    const rule = "toKey" in input ? keyRule(rules, input) : valueRule(rules, input);
    const isBuiltIn = "field" in input && !isPropertyField(input.field);
    for (const each of isBuiltIn ? [] : new Set([rule.key, rule.toKey])) {
      const found = await transaction
        .select({ id: properties.id })
        .from(properties)
        .where(and(eq(properties.projectId, projectId), eq(properties.key, each)));
      if (found.length === 0) throw new ApiError("not_found", `No request has carried the property ${each}.`);
    }
    const [made] = await transaction
      .insert(aliases)
      .values({ projectId, ...rule })
      .returning({ id: aliases.id });
    if (made === undefined) throw new Error("Postgres returned no row for the new rule");
    return made.id;
  });
}

/** Takes a rule back: everything is read as it was sent again. Throws ApiError `forbidden` and `not_found`. */
export async function removeAlias(access: Access, id: number): Promise<void> {
  const { database, project } = requireWrite(access);
  const gone = await database
    .delete(aliases)
    .where(and(eq(aliases.projectId, project.id), eq(aliases.id, id)))
    .returning({ id: aliases.id });
  if (gone.length === 0) throw new ApiError("not_found", "This merge has been undone already.");
}

function requireWrite(access: Access): Access {
  if (!access.rights.write) throw new ApiError("forbidden", "You may look at this project, not change it.");
  return access;
}

function keyRule(rules: readonly AliasRule[], { key, toKey }: { key: string; toKey: string }): NewRule {
  const present = rules.find((rule) => rule.key === key && rule.value === null);
  if (present) throw new ApiError("bad_request", `${key} is merged into ${present.toKey}: undo that first.`);
  if (followAliases(rules).keyOf(toKey) === key) {
    const why = key === toKey ? "A property cannot be merged into itself." : `${toKey} is merged into ${key} already.`;
    throw new ApiError("bad_request", why);
  }
  return { key, value: null, toKey, toValue: null };
}

/** Of a merged property the values are those of what it is merged into. */
function valueRule(
  rules: readonly AliasRule[],
  { field, value, toValue }: Extract<Merge, { toValue: string }>,
): NewRule {
  const key = followAliases(rules).keyOf(ruleKey(field));
  const ofKey = rules.filter((rule) => rule.key === key && rule.value !== null);
  const present = ofKey.find((rule) => rule.value === value);
  if (present) throw new ApiError("bad_request", `“${value}” is merged into “${present.toValue}”: undo that first.`);
  if (followAliases(ofKey).readValue(key, toValue) === value) {
    const why =
      value === toValue ? "A value cannot be merged into itself." : `“${toValue}” is merged into “${value}” already.`;
    throw new ApiError("bad_request", why);
  }
  return { key, value, toKey: key, toValue };
}
