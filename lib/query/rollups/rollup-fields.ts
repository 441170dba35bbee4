import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { FIELD_IDS } from "@/db/field-ids";
import { type Field, isDimensionField } from "@/lib/filters/fields";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import { type TextColumn, textColumn } from "@/lib/query/sql/columns";

/** A field that rollups know; its columns of facts, and how each is had from the code of a rollup row. */
export type RollupField = { id: number; columns: { name: string; fromCode: (code: SQL) => SQL }[] };

/** The fields that a question reads, by id; or why rollups cannot answer it. */
export type FieldChoice = { fields: RollupField[] } | { reason: string };

const MOST_FIELDS = 2;

// Written as db/rollup-schema.ts says: outcome * 1000 + status.
const STATUS: RollupField = {
  id: FIELD_IDS.status,
  columns: [
    { name: "status", fromCode: (code) => sql`(${code} % 1000)::smallint` },
    { name: "outcome", fromCode: (code) => sql`(${code} / 1000)::smallint` },
  ],
};

export function rollupFieldsOf(fields: readonly Field[], codes: FieldCodes): FieldChoice {
  const found = new Map<number, RollupField>();
  for (const field of fields) {
    const known = rollupFields(field, codes);
    if (known === "none") return { reason: `${field} is not rolled up` };
    for (const each of known) found.set(each.id, each);
  }
  if (found.size > MOST_FIELDS) return { reason: `rollups hold pairs of fields, not ${found.size} together` };
  return { fields: [...found.values()].sort((one, other) => one.id - other.id) };
}

/** Of a merged property one for each part; none for one that no request has carried: conditions on it read nothing. */
function rollupFields(field: Field, codes: FieldCodes): RollupField[] | "none" {
  if (field === "status") return [STATUS];
  if (field === "session" || !isDimensionField(field)) return "none";
  const column = textColumn(field, codes);
  if (column.kind === "unknown") return [];
  const parts = column.kind === "merged" ? column.sources.map(({ stored }) => stored) : [column];
  const coded = parts.flatMap((part) => (part.kind === "code" ? [codeField(part)] : []));
  return coded.length === parts.length ? coded : "none";
}

function codeField({ fieldId, column }: TextColumn & { kind: "code" }): RollupField {
  return { id: fieldId, columns: [{ name: column.name, fromCode: (code) => code }] };
}
