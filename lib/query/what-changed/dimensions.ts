import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { facts, properties } from "@/db/schema";
import { type Field, fieldOfKey, isPropertyField, propertyKey } from "@/lib/filters/fields";
import { execute, type QueryContext } from "@/lib/query/context";
import { type FieldCodes, isListed, type KnownProperty, resolveFields } from "@/lib/query/resolve-fields";
import { groupingOf, readsDetails, textColumn } from "@/lib/query/sql/columns";
import type { Dimension } from "@/lib/query/types";

/** Something the requests are told apart by, and how: a code of a dictionary, or the text itself. */
export type ComparedDimension = {
  field: Dimension;
  label: string;
  group: SQL;
  /** Whose codes the groups are; null: the group is the text. */
  fieldId: number | null;
  /** A property beyond the sixteenth: a scan of the wide table. */
  isExtra: boolean;
};

export type Compared = {
  dimensions: ComparedDimension[];
  codes: FieldCodes;
};

const BUILT_IN = [
  { field: "model", label: "Model" },
  { field: "provider", label: "Provider" },
  { field: "status", label: "Status" },
  { field: "user", label: "User" },
] as const;

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
  const codes = await resolveFields(
    context,
    filter,
    known.map(({ key }) => fieldOfKey(key)),
  );
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
  if (field === "status") return { group: sql`(${facts.status} / 100)::int`, fieldId: null, isExtra: false };
  const column = textColumn(field, codes);
  const { value } = groupingOf(column);
  const isExtra = readsDetails([field], codes);
  return { group: value, fieldId: column.kind === "code" ? column.fieldId : null, isExtra };
}
