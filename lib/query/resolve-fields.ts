import "server-only";
import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { FIELD_IDS } from "@/db/field-ids";
import { type Places, placesOf } from "@/db/property-slots";
import { dictionary, properties } from "@/db/schema";
import { storedKey } from "@/db/stored-property";
import {
  CODED_FIELDS,
  type CodedField,
  type Field,
  isPropertyField,
  MERGED_FIELDS,
  type MergedField,
  type PropertyField,
  propertyKey,
} from "@/lib/filters/fields";
import { type Filter, isLeaf, type Leaf, type StringLeaf } from "@/lib/filters/filter";
import { type Aliases, followAliases, isNotMerged, loadAliasRules, type Rename, ruleKey } from "./aliases";
import { execute, type ProjectReader, type QueryContext } from "./context";

export type KnownProperty = { id: number; key: string; displayName: string } & Places;

/** One place of a stored property that a property is read from: a slot, or (null) `details.extra`. */
export type SentProperty = Pick<KnownProperty, "id" | "key" | "slot"> & { renames: readonly Rename[] };

/** A property as a query names it, perhaps by a key that was merged into it. */
export type ReadProperty = KnownProperty & {
  /**
   * Null: what was sent under its own key, as it was sent, in one place. Else where to look, the first one that a request
   * carries counts.
   */
  merged: readonly SentProperty[] | null;
  /** The value that one asked for under the name used is read as. */
  readValue: (value: string) => string;
};

/** What the names in a query stand for in this project. */
export type FieldCodes = {
  projectId: number;
  /** By canonical key as the query names it; a key no request has carried is missing. */
  properties: ReadonlyMap<string, ReadProperty>;
  /** Built-in fields of which some values are read as others. */
  builtIns: ReadonlyMap<Field, ReadProperty>;
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
  const named = [...leaves.map(({ field }) => field), ...fields];
  const keys = named.filter(isPropertyField).map(propertyKey);
  const merged = MERGED_FIELDS.filter((field) => named.includes(field));
  const rules =
    keys.length + merged.length === 0 ? NO_RULES : followAliases(await loadAliasRules(context, context.project.id));
  const known = await findProperties(context, [...new Set(keys)], rules);
  const builtIns = new Map<Field, ReadProperty>(merged.flatMap((field) => readBuiltIn(field, rules)));
  const wanted = leaves.filter(comparesWhole).flatMap(({ field, values }) => {
    const property = isPropertyField(field) ? known.get(propertyKey(field)) : builtIns.get(field);
    if (property === undefined) {
      return isPropertyField(field) ? [] : values.map((value) => ({ fieldId: FIELD_IDS[field], value }));
    }
    const sent = property.merged ?? [{ ...property, renames: [] }];
    return sent.flatMap((each) => sentValues(property, each, values).map((value) => ({ fieldId: each.id, value })));
  });
  return { projectId: context.project.id, properties: known, builtIns, values: await findCodes(context, wanted) };
}

/** The values that a stored property must have to be read as one of those asked for. */
export function sentValues(
  property: Pick<ReadProperty, "readValue">,
  { renames }: Pick<SentProperty, "renames">,
  asked: readonly string[],
): string[] {
  const wanted = new Set(asked.map(property.readValue));
  const renamed = new Set(renames.map(({ from }) => from));
  const sent = renames.flatMap(({ from, to }) => (wanted.has(to) ? [from] : []));
  return [...[...wanted].filter((value) => !renamed.has(value)), ...sent];
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

/** All stored properties of the project, merged ones too, in order of first use. */
export async function allProperties(context: ProjectReader): Promise<KnownProperty[]> {
  return execute<KnownProperty>(
    context,
    sql`select id, key, display_name as "displayName", slot, moving_from as "movingFrom" from ${properties}
      where ${properties.projectId} = ${context.project.id} order by id`,
  );
}

/** The condition on rows of `properties` that they are to be listed: not hidden, nor merged into another. */
export function isListed(projectId: number): SQL {
  return sql`${properties.projectId} = ${projectId} and ${properties.hiddenAt} is null and ${isNotMerged(projectId)}`;
}

/** Whether a condition compares values that have codes as a whole. */
function comparesWhole(leaf: Leaf): leaf is StringLeaf & { field: CodedField | PropertyField } {
  return (leaf.op === "is" || leaf.op === "is_not") && isCodedField(leaf.field);
}

function isCodedField(field: Field): field is CodedField | PropertyField {
  return isPropertyField(field) || CODED_FIELDS.some((each) => each === field);
}

/** By the keys given: an endless one is stored under a shorter key, and still found. */
async function findProperties(
  context: QueryContext,
  keys: string[],
  rules: Aliases,
): Promise<Map<string, ReadProperty>> {
  if (keys.length === 0) return new Map();
  const wanted = [...new Set(keys.flatMap((key) => rules.keysReadAs(rules.keyOf(storedKey(key)))))];
  const rows = await execute<KnownProperty>(
    context,
    sql`select id, key, display_name as "displayName", slot, moving_from as "movingFrom" from ${properties}
      where ${properties.projectId} = ${context.project.id} and ${properties.key} = any(${sql.param(wanted)}::text[])`,
  );
  const found = new Map(rows.map((row) => [row.key, row]));
  return new Map(
    keys.flatMap((key) => {
      const property = readProperty(storedKey(key), found, rules);
      return property === null ? [] : [[key, property] as const];
    }),
  );
}

function readProperty(key: string, found: ReadonlyMap<string, KnownProperty>, rules: Aliases): ReadProperty | null {
  const target = rules.keyOf(key);
  const sent = rules.keysReadAs(target).flatMap((each): SentProperty[] => {
    const known = found.get(each);
    if (known === undefined) return [];
    return placesOf(known).map((slot) => ({ id: known.id, key: each, slot, renames: rules.renamesOf(each) }));
  });
  const property = found.get(target) ?? found.get(key);
  if (property === undefined) return null;
  const asSent = sent.every((each) => each.key === property.key && each.renames.length === 0) && sent.length === 1;
  return { ...property, merged: asSent ? null : sent, readValue: (value) => rules.readValue(key, value) };
}

const NO_RULES = followAliases([]);

/** A field as a merged property that is read from the field's own column; nothing while no value is read as another. */
function readBuiltIn(field: MergedField, rules: Aliases): [MergedField, ReadProperty][] {
  const key = ruleKey(field);
  const renames = rules.renamesOf(key);
  if (renames.length === 0) return [];
  const own = { id: FIELD_IDS[field], key, slot: null };
  const readValue = (value: string) => rules.readValue(key, value);
  return [[field, { ...own, displayName: field, movingFrom: null, merged: [{ ...own, renames }], readValue }]];
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
