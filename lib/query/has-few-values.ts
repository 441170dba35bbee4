import "server-only";
import { sql } from "drizzle-orm";
import { dictionary } from "@/db/schema";
import { execute, type QueryContext } from "./context";
import type { FieldCodes } from "./resolve-fields";
import { textColumn } from "./sql/columns";
import type { Dimension } from "./types";

/**
 * Whether a field was never seen with more than `most` values: one look at all of them then costs less than ranking them
 * first and looking again at those that lead. Said of nothing that has no dictionary: such values may be any number.
 */
export async function hasFewValues(
  context: QueryContext,
  field: Dimension,
  codes: FieldCodes,
  most: number,
): Promise<boolean> {
  if (field === "status") return true;
  const column = textColumn(field, codes);
  if (column.kind !== "code") return column.kind === "unknown";
  const beyond = await execute(
    context,
    sql`select 1 from ${dictionary} where ${dictionary.projectId} = ${codes.projectId}
      and ${dictionary.fieldId} = ${column.fieldId} offset ${most} limit 1`,
  );
  return beyond.length === 0;
}
