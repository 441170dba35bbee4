import { type SQL, sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import type { Database } from "@/db/client";
import { FROM_EXTRA, type Places } from "@/db/property-slots";
import { storedKey, storedValue } from "@/db/stored-property";
import { openDictionaries, termKey } from "./dictionaries";
import { findRequest, type RequestAddress } from "./find-request";
import { openPropertyRegistry } from "./property-registry";
import { markHours } from "./rollups/mark-hours";
import { holdGenerations, withFreshCodes } from "./vocabulary-generation";

/** `value` null removes the property; `spelling` names it when it is new. */
export type PropertyChange = { value: string | null; spelling: string };

type Edit = { key: string; value: string | null; cut: boolean; code: number } & Places;

/**
 * Sets, changes and removes properties of one request, found by our id or the caller's; all or nothing, and visible to
 * every query once it resolves. Resolves to false when the project has no such request (yet: it may still be on its way
 * through the spool).
 */
export async function editRequestProperties(
  database: Database,
  projectId: number,
  requestId: string,
  changes: Map<string, PropertyChange>,
): Promise<boolean> {
  const address = await findRequest(database, projectId, requestId);
  if (!address) return false;
  await withFreshCodes(async () => {
    const { edits, generation } = await codeChanges(database, projectId, changes);
    if (edits.length === 0) return;
    await database.transaction(async (transaction) => {
      await holdGenerations(transaction, new Map([[projectId, generation]]));
      const slots = setSlots(edits);
      const key = addressCondition(projectId, address);
      if (slots) {
        await transaction.execute(sql`update facts set ${slots} where ${key}`);
        await markHours(transaction, [{ projectId, createdAt: address.createdAt }]);
      }
      await transaction.execute(sql`update details set ${setDetails(edits)} where ${key}`);
    });
  });
  return true;
}

/** Removing what no request of the project has must not create it, so only keys with a value are registered. */
async function codeChanges(
  database: Database,
  projectId: number,
  changes: Map<string, PropertyChange>,
): Promise<{ edits: Edit[]; generation: number }> {
  const wanted = [...changes].map(([key, { value, spelling }]) => ({
    key: storedKey(key),
    spelling,
    ...(value === null ? { value, cut: false } : storedValue(value)),
  }));
  const registry = openPropertyRegistry(database);
  const dictionaries = openDictionaries(database);
  // First: a property that is moved later begins another one.
  const generation = await dictionaries.generation(projectId);
  const registered = await registry.register(
    projectId,
    generation,
    wanted.filter(({ value }) => value !== null),
  );
  const known = await registry.find(
    projectId,
    wanted.filter(({ value }) => value === null).map(({ key }) => key),
  );
  const terms = wanted.flatMap(({ key, value }) => {
    const property = registered.get(key);
    return value !== null && property && property.slot !== null ? [{ fieldId: property.id, value }] : [];
  });
  const { codes } = await dictionaries.intern(projectId, terms);
  const edits = wanted.flatMap(({ key, value, cut }) => {
    const property = registered.get(key) ?? known.get(key);
    if (!property) return [];
    const code = value === null ? 0 : (codes.get(termKey({ fieldId: property.id, value })) ?? 0);
    return [{ ...property, key, value, cut, code }];
  });
  return { edits, generation };
}

function addressCondition(projectId: number, { id, createdAt }: RequestAddress): SQL {
  return sql`project_id = ${projectId} and created_at = ${createdAt.toISOString()}::timestamptz and id = ${id}::uuid`;
}

const slotName = (slot: number) => sql.identifier(`slot_${slot}`);

/** Null when no slot changes: a statement needs at least one assignment. */
function setSlots(edits: Edit[]): SQL | null {
  const assignments = edits.flatMap(({ slot, movingFrom, code }) => [
    ...(slot === null ? [] : [sql`${slotName(slot)} = ${code}::int4`]),
    ...(movingFrom === null || movingFrom === FROM_EXTRA ? [] : [sql`${slotName(movingFrom)} = 0`]),
  ]);
  return assignments.length === 0 ? null : sql.join(assignments, sql`, `);
}

function setDetails(edits: Edit[]): SQL {
  const keys = arrayOf(
    "text",
    edits.map(({ key }) => key),
  );
  const cut = arrayOf(
    "text",
    edits.filter((edit) => edit.cut).map(({ key }) => key),
  );
  const extra = edits.flatMap(({ key, value, slot }): [string, string][] =>
    slot === null && value !== null ? [[key, value]] : [],
  );
  const added = JSON.stringify(Object.fromEntries(extra));
  return sql`
    extra = nullif((coalesce(extra, '{}'::jsonb) - ${keys}) || ${added}::text::jsonb, '{}'::jsonb),
    cut_properties = nullif(array(
      select unnest(cut_properties) except select unnest(${keys}) union select unnest(${cut}) order by 1
    ), '{}'::text[])`;
}
