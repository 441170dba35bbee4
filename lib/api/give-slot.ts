import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { beginGeneration, lockSlots } from "@/db/property-slots";
import type { Access } from "./access";
import { ApiError } from "./errors";

/** Which property gets a slot, and which one gives its own up: who has none came when all were held, and they stay so. */
export const slotInput = z.object({ key: z.string(), takeFrom: z.string() });
export type SlotInput = z.infer<typeof slotInput>;

type Row = { id: number; key: string; slot: number | null; moving: boolean };
type Transaction = Pick<Access["database"], "execute">;

/**
 * Begins to give a property a slot, which the writer then does in the background (lib/ingest/move-slots.ts); every answer
 * stays the same meanwhile. Throws ApiError `forbidden`, `not_found` and `bad_request`.
 */
export async function giveSlot({ database, project, rights }: Access, { key, takeFrom }: SlotInput): Promise<void> {
  if (!rights.write) throw new ApiError("forbidden", "You may look at this project, not change it.");
  await database.transaction(async (transaction) => {
    await beginGeneration(transaction, project.id);
    await lockSlots(transaction, project.id);
    const rows = await transaction.execute<Row>(sql`select id, key, slot,
        (moving_from is not null or promised_slot is not null) as moving
      from properties where project_id = ${project.id} order by id`);
    const taker = rowOf(rows, key);
    if (rows.some(({ moving }) => moving))
      throw new ApiError("bad_request", "Another property is being moved. Wait until it is done.");
    if (taker.slot !== null) throw new ApiError("bad_request", "This property holds a slot already.");
    const giver = rowOf(rows, takeFrom);
    if (giver.slot === null) throw new ApiError("bad_request", `${takeFrom} holds no slot.`);
    await set(transaction, project.id, giver, sql`slot = null, moving_from = slot`);
    await set(transaction, project.id, taker, sql`promised_slot = ${giver.slot}`);
  });
}

function rowOf(rows: readonly Row[], key: string): Row {
  const row = rows.find((each) => each.key === key);
  if (row === undefined) throw new ApiError("not_found", `This project has no property ${key}.`);
  return row;
}

async function set(transaction: Transaction, projectId: number, { id }: Row, values: SQL): Promise<void> {
  await transaction.execute(sql`update properties set ${values}, moved_at = now(), moved_until = null
    where project_id = ${projectId} and id = ${id}`);
}
