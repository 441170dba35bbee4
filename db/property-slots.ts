import { sql } from "drizzle-orm";
import type { Executor } from "./client";
import { LOCKS } from "./locks";

/** Columns `slot_1` to `slot_16` of facts. */
const SLOTS = 16;
/** What `moving_from` says of `details.extra`; a slot is said by its number. */
export const FROM_EXTRA = 0;

/** Where the values of a property are: `slot` 1 to 16, null: `details.extra`; and where some still are while it is moved. */
export type Places = { slot: number | null; movingFrom: number | null };

/** Its places, where new values go first: a request carries it in one of them at most. */
export function placesOf({ slot, movingFrom }: Places): (number | null)[] {
  return movingFrom === null ? [slot] : [slot, movingFrom === FROM_EXTRA ? null : movingFrom];
}

/**
 * Ends what writers know of where the project's properties are stored, and of its codes (docs/retention.md); waits for those
 * that are storing something. First in its transaction: they lock in this order too.
 */
export async function beginGeneration(transaction: Executor, projectId: number): Promise<void> {
  await transaction.execute(
    sql`update projects set vocabulary_generation = vocabulary_generation + 1 where id = ${projectId}`,
  );
}

/** Until the transaction ends nobody else gives slots of the project to properties: two could give one to two. */
export async function lockSlots(transaction: Executor, projectId: number): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(${LOCKS.slots}, ${projectId})`);
}

/** The slots that no property holds, has left by half, or is promised. */
export async function freeSlots(transaction: Executor, projectId: number): Promise<number[]> {
  const rows = await transaction.execute<{ slot: number }>(sql`
    select slot::int4 from generate_series(1, ${SLOTS}) as slot where not exists (
      select from properties where project_id = ${projectId}
        and (properties.slot = slot.slot or moving_from = slot.slot or promised_slot = slot.slot))
    order by slot`);
  return rows.map(({ slot }) => slot);
}
