import "server-only";
import { sql } from "drizzle-orm";
import { rollupFields } from "@/db/rollup-schema";
import { dictionary, properties } from "@/db/schema";
import { execute, type QueryContext } from "./context";

/** Values of one property that contain a text, the oldest first. */
export type ValuesFound = { key: string; values: string[] };

const MOST_OF_ONE = 3;

/**
 * Where a text occurs among the values of properties, whether or not the range holds them. A property whose values are
 * too many for rollups is searched for the whole value only; one without a slot is not searched: its values are nowhere
 * but in the requests.
 */
export async function searchValues(context: QueryContext, text: string): Promise<ValuesFound[]> {
  const project = context.project.id;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await execute<{ key: string; value: string }>(
    context,
    sql`select shown.key, found.value
      from (
        select id, key, exists (select from ${rollupFields} where ${rollupFields.projectId} = ${project}
          and ${rollupFields.fieldId} = ${properties.id} and ${rollupFields.state} = 'none') as many
        from ${properties} where ${properties.projectId} = ${project} and hidden_at is null
      ) as shown
      cross join lateral (
        select value from ${dictionary} where ${dictionary.projectId} = ${project} and field_id = shown.id
          and case when shown.many then value_hash = sha256(convert_to(${text}, 'UTF8')) else value ilike ${pattern} end
        order by code limit ${MOST_OF_ONE}
      ) as found
      order by shown.id`,
  );
  const found = new Map<string, string[]>();
  for (const { key, value } of rows) found.set(key, [...(found.get(key) ?? []), value]);
  return [...found].map(([key, values]) => ({ key, values }));
}
