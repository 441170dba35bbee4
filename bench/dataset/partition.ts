import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";

type Transaction = Pick<Database, "execute">;

/** A day's partition of `facts` or `details`: made apart, filled without indexes, then indexed and attached. */
export type DayTable = { parent: "facts" | "details"; name: string; from: string; to: string };

export async function createDayTable(transaction: Transaction, { parent, name }: DayTable): Promise<void> {
  await transaction.execute(sql`drop table if exists ${sql.identifier(name)}`);
  await transaction.execute(
    sql`create table ${sql.identifier(name)} (like ${sql.identifier(parent)} including defaults including storage)`,
  );
}

/** Gives the table the constraints and indexes its parent has, so that attaching builds none. */
export async function indexDayTable(transaction: Transaction, { parent, name }: DayTable): Promise<void> {
  const table = sql.identifier(name);
  const keys = await transaction.execute<{ definition: string }>(
    sql`select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = ${parent}::regclass and contype = 'p'`,
  );
  for (const { definition } of keys) await transaction.execute(sql`alter table ${table} add ${sql.raw(definition)}`);
  const indexes = await transaction.execute<{ definition: string }>(sql`
    select substring(pg_get_indexdef(indexrelid) from 'USING .*') as definition from pg_index
    where indrelid = ${parent}::regclass and not exists (select 1 from pg_constraint where conindid = indexrelid)`);
  for (const { definition } of indexes) {
    await transaction.execute(sql`create index on ${table} ${sql.raw(definition)}`);
  }
}

export async function attachDayTable(transaction: Transaction, { parent, name, from, to }: DayTable): Promise<void> {
  const bounds: SQL = sql.raw(`for values from ('${from}') to ('${to}')`);
  const check = sql.identifier(`${name}_day`);
  // Known to hold: attaching then does not read the table again.
  await transaction.execute(
    sql`alter table ${sql.identifier(name)} add constraint ${check}
      check (created_at >= ${sql.raw(`'${from}'`)} and created_at < ${sql.raw(`'${to}'`)})`,
  );
  await transaction.execute(
    sql`alter table ${sql.identifier(parent)} attach partition ${sql.identifier(name)} ${bounds}`,
  );
  await transaction.execute(sql`alter table ${sql.identifier(name)} drop constraint ${check}`);
}
