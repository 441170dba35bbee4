import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { FIELD_IDS } from "@/db/field-ids";
import { type Field, isDimensionField } from "@/lib/filters/fields";
import type { FieldCodes } from "@/lib/query/resolve-fields";
import { textColumn } from "@/lib/query/sql/columns";

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
    const known = rollupField(field, codes);
    if (known === "none") return { reason: `${field} is not rolled up` };
    if (known !== "constant") found.set(known.id, known);
  }
  if (found.size > MOST_FIELDS) return { reason: `rollups hold pairs of fields, not ${found.size} together` };
  return { fields: [...found.values()].sort((one, other) => one.id - other.id) };
}

function rollupField(field: Field, codes: FieldCodes): RollupField | "none" | "constant" {
  if (field === "status") return STATUS;
  if (field === "session" || !isDimensionField(field)) return "none";
  const column = textColumn(field, codes);
  if (column.kind === "extra" || column.kind === "detail") return "none";
  // No request has carried it: conditions on it read nothing.
  if (column.kind === "unknown") return "constant";
  return { id: column.fieldId, columns: [{ name: column.column.name, fromCode: (code) => code }] };
}
