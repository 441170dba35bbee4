import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { LOCKS } from "@/db/locks";
import { moment } from "@/db/moment";
import { listProjects } from "@/db/projects";
import { beginGeneration, FROM_EXTRA, lockSlots } from "@/db/property-slots";
import { GRAINS } from "@/db/rollup-schema";
import { carrying, lockValues, type StoredProperty, writeValues } from "./bulk-rows";
import { pause } from "./pause";
import { findProperty, withProperties } from "./with-property";

const DAY_MS = 86_400_000;
/** Requests of one transaction: short enough that nobody waits for its locks. */
const AT_ONCE = 500;
/** After each the machine is left to others for as long as it took, at most this long. */
const MOST_REST_MS = 1_000;
/** No question lasts longer: those that were asked before a step have their answer when what follows from it begins. */
const GRACE_MS = 60_000;

export type MoveOptions = {
  signal: AbortSignal;
  graceMs?: number;
  /** Requests of one transaction. */
  atOnce?: number;
  /** Called after each transaction. */
  onPage?: () => Promise<void>;
};

type Moving = { id: number; key: string; movingFrom: number | null; movedAt: string };

/**
 * Takes the steps that are due of properties that get or leave a slot (db/property-slots.ts, lib/api/give-slot.ts says how
 * one begins). Whatever is interrupted goes on with the next call, here or elsewhere. Returns the keys that are done.
 */
export async function moveSlots(database: Database, options: MoveOptions): Promise<string[]> {
  const done: string[] = [];
  for (const { id: projectId } of await listProjects(database)) {
    for (;;) {
      const due = await dueMove(database, projectId, options.graceMs ?? GRACE_MS);
      if (due === null || options.signal.aborted) break;
      if (due.movingFrom === null) await takePromised(database, projectId, due);
      else if (await moveValues(database, projectId, due.key, options)) {
        await endMove(database, projectId, due);
        done.push(due.key);
      }
    }
  }
  return done;
}

/** A property leaves its slot before another takes it: at most one of a project is due. */
async function dueMove(database: Database, projectId: number, graceMs: number): Promise<Moving | null> {
  const [row] = await database.execute<Moving>(sql`
    select id, key, moving_from as "movingFrom", moved_at::text as "movedAt" from properties
    where project_id = ${projectId} and (moving_from is not null or promised_slot is not null)
      and moved_at <= now() - ${graceMs} * interval '1 ms'
      and (moving_from is not null or not exists (select from properties as other
        where other.project_id = ${projectId} and other.moving_from is not null))
    order by moving_from is null, id limit 1`);
  return row ?? null;
}

/** From now on new values go into the slot; older ones are still in the details. */
async function takePromised(database: Database, projectId: number, { id, movedAt }: Moving): Promise<void> {
  await database.transaction(async (transaction) => {
    await beginGeneration(transaction, projectId);
    await lockSlots(transaction, projectId);
    await transaction.execute(sql`update properties
      set slot = promised_slot, moving_from = ${FROM_EXTRA}, promised_slot = null, moved_at = now(), moved_until = null
      where project_id = ${projectId} and id = ${id} and promised_slot is not null and moved_at = ${movedAt}::timestamptz`);
  });
}

/** Day by day from where it is; false: it was told to stop. */
async function moveValues(
  database: Database,
  projectId: number,
  key: string,
  { signal, atOnce = AT_ONCE, onPage }: MoveOptions,
): Promise<boolean> {
  const [reach] = await database.execute<{ from: number | null; to: number | null }>(sql`
    select (extract(epoch from coalesce((select moved_until from properties
        where project_id = ${projectId} and key = ${key}), min(created_at))) * 1000)::float8 as from,
      (extract(epoch from max(created_at)) * 1000)::float8 as to
    from facts where project_id = ${projectId}`);
  let from = new Date(reach?.from ?? 0);
  const to = reach?.to ?? -1;
  while (from.getTime() <= to) {
    if (signal.aborted) return false;
    const startedAt = performance.now();
    from = await movePage(database, projectId, key, from, atOnce);
    await onPage?.();
    await pause(Math.min(performance.now() - startedAt, MOST_REST_MS), signal);
  }
  return true;
}

/**
 * Some of a day's values from a moment on; the moment to go on from. Writing a value again moves it: it is written where new
 * ones go, and cleared where it was.
 */
async function movePage(database: Database, projectId: number, key: string, from: Date, atOnce: number): Promise<Date> {
  const end = new Date(from.getTime() + DAY_MS);
  const stretch = sql`created_at >= ${moment(from)} and created_at < ${moment(end)}`;
  const known = await findProperty(database, projectId, key);
  const page = known === null ? [] : await carrying(database, projectId, known, stretch, atOnce, leftPlaces(known));
  const values = known === null ? [] : (await lockValues(database, projectId, known, page)).map(({ value }) => value);
  const last = page.length < atOnce ? undefined : page.at(-1);
  const reached = last?.createdAt ?? end;
  await withProperties(database, projectId, [{ key, values }], async (transaction, [held]) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCKS.slotMove}, ${projectId})`);
    if (held === undefined) return;
    const { property, codes } = held;
    const present = await lockValues(transaction, projectId, property, page);
    // What was changed since it was looked at is where it belongs by that.
    const same = present.filter(({ value }) => property.slot === null || value === null || codes.has(value));
    const rows = same.map((row) => ({ ...row, wasCut: row.cut }));
    await writeValues(transaction, projectId, property, rows, codes);
    await transaction.execute(sql`update properties set moved_until = ${moment(reached)}
      where project_id = ${projectId} and id = ${property.id} and moving_from is not null`);
  });
  return reached;
}

function leftPlaces({ movingFrom }: StoredProperty): (number | null)[] {
  if (movingFrom === null) return [];
  return [movingFrom === FROM_EXTRA ? null : movingFrom];
}

/**
 * All is moved. Of one that has left its slot, what is summed up is made anew without it; whoever waits for the slot waits
 * for the grace once more.
 */
async function endMove(database: Database, projectId: number, { id, movingFrom, movedAt }: Moving): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockSlots(transaction, projectId);
    const ended = await transaction.execute(sql`update properties
      set moving_from = null, moved_at = null, moved_until = null
      where project_id = ${projectId} and id = ${id} and moved_at = ${movedAt}::timestamptz returning 1`);
    // Another process was faster; by now it may be moving somewhere else.
    if (ended.length === 0) return;
    await transaction.execute(sql`update properties set moved_at = now()
      where project_id = ${projectId} and promised_slot is not null`);
    if (movingFrom === FROM_EXTRA) return;
    await transaction.execute(sql`insert into rollup_marks (project_id, hour)
      select distinct project_id, hour from rollup_built,
        generate_series(date_trunc('hour', start), until - interval '1 ms', interval '1 hour') as hour
      where project_id = ${projectId} and ${id}::int4 = any(fields || summed) and grain in (${GRAINS.hour}, ${GRAINS.day})`);
  });
}
