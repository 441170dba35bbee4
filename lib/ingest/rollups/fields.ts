import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { FIELD_IDS } from "@/db/field-ids";
import { rollupFields } from "@/db/rollup-schema";
import { properties } from "@/db/schema";

/**
 * How much of a field is rolled up: its values and their pairs with other fields, its values, sums of its values by day,
 * nothing.
 */
export type FieldState = "pairs" | "singles" | "sums" | "none";

/** A field that can be rolled up; `code` reads it from facts. */
export type RollupField = {
  id: number;
  name: string;
  code: SQL;
  state: FieldState;
  /** The most that is ever wanted of it. */
  most: FieldState;
};

const BUILT_IN = [
  { id: FIELD_IDS.model, name: "model", code: sql`model_code`, most: "pairs" },
  { id: FIELD_IDS.provider, name: "provider", code: sql`provider_code`, most: "pairs" },
  // Pairs with users would crowd out those of properties: there is room for so many in a cell.
  { id: FIELD_IDS.user, name: "user", code: sql`user_code`, most: "singles" },
  // Both in one number: status, class, cancelled and interrupted can all be told from it.
  { id: FIELD_IDS.status, name: "status", code: sql`(outcome::int * 1000 + status)`, most: "pairs" },
] as const;

/** The built-in fields and the properties whose values are all in a slot, by id. Sessions are too many to roll up. */
export async function listRollupFields(database: Pick<Database, "select">, projectId: number): Promise<RollupField[]> {
  const slotted = await database
    .select({ id: properties.id, key: properties.key, slot: properties.slot })
    .from(properties)
    .where(and(eq(properties.projectId, projectId), isNotNull(properties.slot), isNull(properties.movingFrom)))
    .orderBy(asc(properties.id));
  const limited = await database
    .select({ id: rollupFields.fieldId, state: rollupFields.state })
    .from(rollupFields)
    .where(eq(rollupFields.projectId, projectId));
  const states = new Map<number, FieldState>(limited.map(({ id, state }) => [id, state]));
  const custom = slotted.map(({ id, key, slot }) => {
    return { id, name: key, code: sql`${sql.identifier(`slot_${slot}`)}`, most: "pairs" as const };
  });
  return [...BUILT_IN, ...custom].map((field) => ({ ...field, state: states.get(field.id) ?? field.most }));
}
