import "server-only";
import { sql } from "drizzle-orm";
import { rollupFields } from "@/db/rollup-schema";
import { details, dictionary, properties } from "@/db/schema";
import { type AliasRule, followAliases, loadAliasRules } from "./aliases";
import { execute, type QueryContext } from "./context";
import { isListed } from "./resolve-fields";

/** Values of one property that contain a text. */
export type ValuesFound = { key: string; values: string[] };

type Found = { key: string; value: string };

const MOST_OF_ONE = 3;
/** Without a slot a property's values are nowhere but in the requests: so many of the newest are looked through. */
const NEWEST = 20_000;

/**
 * Where a text occurs among the values of properties, whether or not the range holds them. A property whose values are
 * too many for rollups is searched for the whole value only. One without a slot is searched in the newest requests, and
 * for the whole value in all of them. A value that is read as another is found by both names.
 */
export async function searchValues(context: QueryContext, text: string): Promise<ValuesFound[]> {
  const [slotted, recent, whole] = [
    await searchDictionary(context, text),
    await searchNewest(context, text),
    await searchWhole(context, text),
  ];
  const rules = await loadAliasRules(context, context.project.id);
  const aliases = followAliases(rules);
  const listed = await listedKeys(context);
  const found = new Map<string, Set<string>>();
  // What is the text itself leads: it is the one sure to be meant.
  for (const { key, value } of [...slotted, ...renamedTo(rules, text), ...whole, ...recent]) {
    const target = aliases.keyOf(key);
    if (!listed.has(target)) continue;
    const values = found.get(target) ?? new Set();
    if (values.size < MOST_OF_ONE) found.set(target, values.add(aliases.readValue(key, value)));
  }
  return [...found].map(([key, values]) => ({ key, values: [...values] }));
}

async function listedKeys(context: QueryContext): Promise<Set<string>> {
  const rows = await execute<{ key: string }>(
    context,
    sql`select key from ${properties} where ${isListed(context.project.id)}`,
  );
  return new Set(rows.map(({ key }) => key));
}

/** What is read as a value that contains the text; perhaps nothing was ever sent under that name. */
function renamedTo(rules: readonly AliasRule[], text: string): Found[] {
  const words = text.toLowerCase();
  return rules.flatMap(({ key, value, toValue }) =>
    value !== null && toValue?.toLowerCase().includes(words) ? [{ key, value }] : [],
  );
}

/** The oldest first. */
function searchDictionary(context: QueryContext, text: string): Promise<Found[]> {
  const project = context.project.id;
  return execute<Found>(
    context,
    sql`select shown.key, found.value
      from (
        select id, key, exists (select from ${rollupFields} where ${rollupFields.projectId} = ${project}
          and ${rollupFields.fieldId} = ${properties.id} and ${rollupFields.state} = 'none') as many
        from ${properties} where ${properties.projectId} = ${project} and (slot is not null or moving_from <> 0)
      ) as shown
      cross join lateral (
        select value from ${dictionary} where ${dictionary.projectId} = ${project} and field_id = shown.id
          and case when shown.many then value_hash = sha256(convert_to(${text}, 'UTF8')) else value ilike ${patternOf(text)} end
        order by code limit ${MOST_OF_ONE}
      ) as found
      order by shown.id`,
  );
}

/** Of properties without a slot, in the newest requests: the value seen last comes first. */
function searchNewest(context: QueryContext, text: string): Promise<Found[]> {
  const project = context.project.id;
  return execute<Found>(
    context,
    sql`select key, value from (
        select shown.id, pair.key, pair.value,
          row_number() over (partition by shown.id order by max(newest.created_at) desc, pair.value) as place
        from (select ${details.createdAt} as created_at, ${details.extra} as extra from ${details}
          where ${details.projectId} = ${project} order by ${details.createdAt} desc limit ${NEWEST}) as newest
        cross join lateral jsonb_each_text(newest.extra) as pair
        join ${properties} as shown on shown.project_id = ${project} and shown.key = pair.key
          and (shown.slot is null or shown.moving_from is not null)
        where pair.value ilike ${patternOf(text)} group by shown.id, pair.key, pair.value
      ) as found where place <= ${MOST_OF_ONE} order by id, place`,
  );
}

/** Of properties without a slot, in any request, by the index over them. */
function searchWhole(context: QueryContext, text: string): Promise<Found[]> {
  const project = context.project.id;
  return context.database.transaction(async (database) => {
    // "The first one that has it" makes the planner read from the newest on, which never ends when none has.
    await database.execute(sql`set local enable_seqscan = off; set local enable_indexscan = off`);
    return execute<Found>(
      { ...context, database },
      sql`select key, ${text}::text as value from ${properties}
        where ${properties.projectId} = ${project} and (slot is null or moving_from is not null)
          and exists (select from ${details} where ${details.projectId} = ${project}
            and ${details.extra} @> jsonb_build_object(${properties.key}, ${text}::text))
        order by id`,
    );
  });
}

function patternOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
