import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { facts, properties } from "@/db/schema";
import {
  BUILT_IN_DIMENSIONS,
  BUILT_IN_FIELDS,
  type Field,
  fieldOfKey,
  isPropertyField,
  propertyKey,
} from "@/lib/filters/fields";
import { execute, type QueryContext } from "@/lib/query/context";
import { type FieldCodes, isListed, type KnownProperty, resolveFields } from "@/lib/query/resolve-fields";
import { groupingOf, isDetailField, readsDetails, textColumn } from "@/lib/query/sql/columns";
import type { Dimension } from "@/lib/query/types";

/** Something the requests are told apart by, and how: a code of a dictionary, or the text itself. */
export type ComparedDimension = {
  field: Dimension;
  label: string;
  group: SQL;
  /** Whose codes the groups are; null: the group is the text. */
  fieldId: number | null;
  readFrom: ReadFrom;
};

/**
 * `facts`: rollups, or the narrow table. All others are in the wide table: `scan`, a field that most requests have; `sparse`,
 * one that few have, which an index finds; `extra`, a property beyond the sixteenth.
 */
type ReadFrom = "facts" | "scan" | "sparse" | "extra";

export type Compared = {
  dimensions: ComparedDimension[];
  codes: FieldCodes;
};

/** A session is a matter of minutes: hardly one is in both periods. */
const BUILT_IN = BUILT_IN_DIMENSIONS.flatMap((field) =>
  field === "session" ? [] : [{ field, label: BUILT_IN_FIELDS[field].label }],
);

/** Those with an index over the requests that have one, see db/sparse-indexes.ts. */
const SPARSE = ["error", "feedback"] as const;

export function isSparse(field: Field): field is (typeof SPARSE)[number] {
  return SPARSE.some((sparse) => sparse === field);
}

type Listed = KnownProperty & { pinned: boolean };

/** All properties that are not hidden and the built-in dimensions, without what `skip` names. */
export async function comparedDimensions(
  context: QueryContext,
  filter: Parameters<typeof resolveFields>[1],
  skip: ReadonlySet<Field>,
): Promise<Compared> {
  const listed = await execute<Listed>(
    context,
    sql`select id, key, display_name as "displayName", slot, moving_from as "movingFrom", pinned_at is not null as pinned from ${properties}
      where ${isListed(context.project.id)}
      order by pinned_at is null, id`,
  );
  const known = [...listed.filter(({ slot }) => slot !== null), ...listed.filter(({ slot }) => slot === null)];
  const codes = await resolveFields(context, filter, [
    ...known.map(({ key }) => fieldOfKey(key)),
    ...BUILT_IN.map(({ field }) => field),
  ]);
  const skipped = new Set([...skip].map((field) => readField(field, codes)));
  const named = [...known.map(({ key, displayName }) => ({ field: fieldOfKey(key), label: displayName })), ...BUILT_IN];
  const dimensions = named
    .filter(({ field }) => !skipped.has(field))
    .map(({ field, label }): ComparedDimension => ({ field, label, ...groupOf(field, codes) }));
  return { dimensions, codes };
}

/** The field by the key it is read under. */
function readField(field: Field, codes: FieldCodes): Field {
  const property = isPropertyField(field) ? codes.properties.get(propertyKey(field)) : undefined;
  return property === undefined ? field : fieldOfKey(property.key);
}

function groupOf(field: Dimension, codes: FieldCodes): Omit<ComparedDimension, "field" | "label"> {
  // Its class: 2 to 5, and what never got a status has none.
  if (field === "status") return { group: sql`(${facts.status} / 100)::int`, fieldId: null, readFrom: "facts" };
  const column = textColumn(field, codes);
  const { value } = groupingOf(column);
  const inDetails = isDetailField(field) ? (isSparse(field) ? "sparse" : "scan") : "extra";
  const readFrom = readsDetails([field], codes) ? inDetails : "facts";
  return { group: value, fieldId: column.kind === "code" ? column.fieldId : null, readFrom };
}
