import "server-only";
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { FIELD_IDS } from "@/db/field-ids";
import { dictionary, properties } from "@/db/schema";
import { storedKey } from "@/db/stored-property";
import {
  CODED_FIELDS,
  type CodedField,
  type Field,
  isPropertyField,
  type PropertyField,
  propertyKey,
} from "@/lib/filters/fields";
import { type Filter, isLeaf, type Leaf, type StringLeaf } from "@/lib/filters/filter";
import { execute, type QueryContext } from "./context";

export type KnownProperty = { id: number; key: string; displayName: string; slot: number | null };

/** What the names in a query stand for in this project. */
export type FieldCodes = {
  projectId: number;
  /** By canonical key as the query names it; a key no request has carried is missing. */
  properties: ReadonlyMap<string, KnownProperty>;
  /** Field id to value to its dictionary code; a value never seen is missing. */
  values: ReadonlyMap<number, ReadonlyMap<string, number>>;
};

/** Looks up all fields, and the codes of all values that a filter compares with as a whole. */
export async function resolveFields(
  context: QueryContext,
  filter: Filter | null,
  fields: readonly Field[] = [],
): Promise<FieldCodes> {
  const leaves = leavesOf(filter);
  const keys = [...leaves.map(({ field }) => field), ...fields].filter(isPropertyField).map(propertyKey);
  const known = await findProperties(context, [...new Set(keys)]);
  const wanted = leaves.filter(comparesWhole).flatMap(({ field, values }) => {
    const fieldId = isPropertyField(field) ? known.get(propertyKey(field))?.id : FIELD_IDS[field];
    return fieldId === undefined ? [] : values.map((value) => ({ fieldId, value }));
  });
  return { projectId: context.project.id, properties: known, values: await findCodes(context, wanted) };
}

/** Every condition in a filter, in order. */
export function leavesOf(filter: Filter | null): Leaf[] {
  if (filter === null) return [];
  if (isLeaf(filter)) return [filter];
  if ("not" in filter) return leavesOf(filter.not);
  return ("and" in filter ? filter.and : filter.or).flatMap(leavesOf);
}

/** The properties a query names which the project does not have. */
export function unknownProperties(fields: readonly Field[], codes: FieldCodes): string[] {
  const keys = new Set(fields.filter(isPropertyField).map(propertyKey));
  return [...keys].filter((key) => !codes.properties.has(key));
}

/** All properties of the project, in order of first use. */
export async function allProperties(context: QueryContext): Promise<KnownProperty[]> {
  return execute<KnownProperty>(
    context,
    sql`select id, key, display_name as "displayName", slot from ${properties}
      where ${properties.projectId} = ${context.project.id} order by id`,
  );
}

/** Whether a condition compares values that have codes as a whole. */
function comparesWhole(leaf: Leaf): leaf is StringLeaf & { field: CodedField | PropertyField } {
  return (leaf.op === "is" || leaf.op === "is_not") && isCodedField(leaf.field);
}

function isCodedField(field: Field): field is CodedField | PropertyField {
  return isPropertyField(field) || CODED_FIELDS.some((each) => each === field);
}

/** By the keys given: an endless one is stored under a shorter key, and still found. */
async function findProperties(context: QueryContext, keys: string[]): Promise<Map<string, KnownProperty>> {
  if (keys.length === 0) return new Map();
  const rows = await execute<KnownProperty>(
    context,
    sql`select id, key, display_name as "displayName", slot from ${properties}
      where ${properties.projectId} = ${context.project.id} and ${properties.key} = any(${sql.param(keys.map(storedKey))}::text[])`,
  );
  const found = new Map(rows.map((row) => [row.key, row]));
  return new Map(
    keys.flatMap((key) => {
      const property = found.get(storedKey(key));
      return property === undefined ? [] : [[key, property] as const];
    }),
  );
}

type Wanted = { fieldId: number; value: string };

async function findCodes(context: QueryContext, wanted: Wanted[]): Promise<Map<number, Map<string, number>>> {
  const codes = new Map<number, Map<string, number>>();
  if (wanted.length === 0) return codes;
  const hashes = wanted.map(({ value }) => createHash("sha256").update(value, "utf8").digest("hex"));
  const rows = await execute<{ fieldId: number; value: string; code: number }>(
    context,
    sql`select field_id as "fieldId", value, code
      from ${dictionary}
      join unnest(${sql.param(wanted.map(({ fieldId }) => fieldId))}::int[], ${sql.param(hashes)}::text[])
        as wanted(wanted_field, wanted_hash) on field_id = wanted_field and value_hash = decode(wanted_hash, 'hex')
      where ${dictionary.projectId} = ${context.project.id}`,
  );
  for (const { fieldId, value, code } of rows) {
    const ofField = codes.get(fieldId) ?? new Map<string, number>();
    codes.set(fieldId, ofField.set(value, code));
  }
  return codes;
}
