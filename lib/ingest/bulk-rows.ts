import { type SQL, sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import type { Executor } from "@/db/client";
import { type Places, placesOf } from "@/db/property-slots";
import type { RequestAddress } from "./find-request";
import { markHours } from "./rollups/mark-hours";

/** A property and where it is stored. */
export type StoredProperty = { id: number; key: string } & Places;

/** A request with its value of one property. `value` null: untagged; `cut`: it was cut at 1,024 characters. */
export type ValueRow = RequestAddress & { value: string | null; cut: boolean };

/** Requests of a stretch of time that carry the property in one of its places, or in the one given; oldest first. */
export async function carrying(
  transaction: Executor,
  projectId: number,
  property: StoredProperty,
  stretch: SQL,
  limit: number,
  places = placesOf(property),
): Promise<RequestAddress[]> {
  const parts = places.map((slot) => {
    const [table, carries] =
      slot === null
        ? [sql`details`, sql`(extra is not null and extra ? ${property.key}::text)`]
        : [sql`facts`, sql`${slotName(slot)} <> 0`];
    return sql`(select created_at, id from ${table} where project_id = ${projectId} and ${stretch} and ${carries}
      order by created_at, id limit ${limit})`;
  });
  const rows = await transaction.execute<{ created_ms: number; id: string }>(sql`
    select (extract(epoch from created_at) * 1000)::float8 as created_ms, id
    from (${sql.join(parts, sql` union all `)}) as carrying order by created_at, id limit ${limit}`);
  return rows.map(({ id, created_ms }) => ({ id, createdAt: new Date(created_ms) }));
}

/** The value of one property on each of these requests, locked until the transaction ends; those that are gone are left out. */
export async function lockValues(
  transaction: Executor,
  projectId: number,
  property: StoredProperty,
  requests: readonly RequestAddress[],
): Promise<ValueRow[]> {
  if (requests.length === 0) return [];
  // Two statements: what the locks waited for is seen by the second only, of details too.
  await transaction.execute(sql`select 1
    from unnest(${times(requests)}, ${ids(requests)}) as chosen (chosen_time, chosen_id)
    join facts on facts.project_id = ${projectId} and facts.created_at = chosen_time and facts.id = chosen_id
    where ${within("facts", requests)} order by facts.created_at, facts.id for update of facts`);
  const values = placesOf(property).map((slot) =>
    slot === null
      ? sql`details.extra ->> ${property.key}::text`
      : sql`(select value from dictionary where dictionary.project_id = ${projectId}
          and field_id = ${property.id}::int4 and code = facts.${slotName(slot)})`,
  );
  const value = sql`coalesce(${sql.join(values, sql`, `)})`;
  const rows = await transaction.execute<{ created_ms: number; id: string; value: string | null; cut: boolean }>(sql`
    select (extract(epoch from facts.created_at) * 1000)::float8 as created_ms, facts.id, ${value} as value,
      coalesce(${property.key}::text = any(details.cut_properties), false) as cut
    from unnest(${times(requests)}, ${ids(requests)}) as chosen (chosen_time, chosen_id)
    join facts on facts.project_id = ${projectId} and facts.created_at = chosen_time and facts.id = chosen_id
    join details on details.project_id = ${projectId} and details.created_at = chosen_time and details.id = chosen_id
    where ${within("facts", requests)} and ${within("details", requests)}
    order by facts.created_at, facts.id`);
  return rows.map((row) => ({ id: row.id, createdAt: new Date(row.created_ms), value: row.value, cut: row.cut }));
}

/** Gives each request its value of the property. `codes` knows the code of every value that is written to a slot. */
export async function writeValues(
  transaction: Executor,
  projectId: number,
  property: StoredProperty,
  rows: readonly (ValueRow & { wasCut: boolean })[],
  codes: ReadonlyMap<string, number>,
): Promise<void> {
  if (rows.length === 0) return;
  const places = placesOf(property);
  const slots = places.filter((slot) => slot !== null);
  if (slots.length > 0) {
    const codesOf = rows.map(({ value }) => (value === null ? 0 : (codes.get(value) ?? 0)));
    const codeIn = (slot: number) => (slot === property.slot ? sql`code` : sql`0`);
    await transaction.execute(sql`update facts set ${list(slots.map((slot) => sql`${slotName(slot)} = ${codeIn(slot)}`))}
      from unnest(${times(rows)}, ${ids(rows)}, ${arrayOf("int4", codesOf)}) as chosen (chosen_time, chosen_id, code)
      where facts.project_id = ${projectId} and facts.created_at = chosen_time and facts.id = chosen_id
        and ${within("facts", rows)}`);
    await markHours(
      transaction,
      rows.map(({ createdAt }) => ({ projectId, createdAt })),
    );
  }
  // The wide table is left alone where it says nothing of the property.
  const inExtra = places.includes(null);
  const wide = inExtra ? rows : rows.filter(({ cut, wasCut }) => cut || wasCut);
  if (wide.length === 0) return;
  const added = sql`case when value is null then '{}'::jsonb else jsonb_build_object(${property.key}::text, value) end`;
  const extra = inExtra
    ? sql`extra = nullif(coalesce(extra, '{}'::jsonb) - ${property.key}::text
        || ${property.slot === null ? added : sql`'{}'::jsonb`}, '{}'::jsonb), `
    : sql``;
  const [values, cuts] = [wide.map(({ value }) => value), wide.map(({ cut }) => cut)];
  await transaction.execute(sql`update details set ${extra}cut_properties = nullif(
      array_remove(cut_properties, ${property.key}::text) || case when cut then array[${property.key}::text] else '{}'::text[] end,
      '{}'::text[])
    from unnest(${times(wide)}, ${ids(wide)}, ${arrayOf("text", values)}, ${arrayOf("bool", cuts)})
      as chosen (chosen_time, chosen_id, value, cut)
    where details.project_id = ${projectId} and details.created_at = chosen_time and details.id = chosen_id
      and ${within("details", wide)}`);
}

const list = (parts: SQL[]) => sql.join(parts, sql`, `);
const slotName = (slot: number) => sql.identifier(`slot_${slot}`);

/** The requests' times as one array of SQL, beside `ids` of the same order. */
export function times(requests: readonly RequestAddress[]): SQL {
  return arrayOf(
    "timestamptz",
    requests.map(({ createdAt }) => createdAt),
  );
}

/** The requests' ids as one array of SQL. */
export function ids(requests: readonly RequestAddress[]): SQL {
  return arrayOf(
    "uuid",
    requests.map(({ id }) => id),
  );
}

/** Said for each table: partitions are not pruned through a join. */
function within(table: "facts" | "details", requests: readonly RequestAddress[]): SQL {
  const moments = requests.map(({ createdAt }) => createdAt.getTime());
  const column = sql`${sql.identifier(table)}.created_at`;
  const at = (moment: number) => sql`${new Date(moment).toISOString()}::timestamptz`;
  return sql`${column} >= ${at(Math.min(...moments))} and ${column} <= ${at(Math.max(...moments))}`;
}
