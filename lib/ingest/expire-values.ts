import { type SQL, sql } from "drizzle-orm";
import type { Logger } from "pino";
import type { Database } from "@/db/client";
import { moment } from "@/db/moment";
import { listProjects } from "@/db/projects";
import { carrying, lockValues, writeValues } from "./bulk-rows";
import { pause } from "./pause";
import { pruneDictionary } from "./prune-dictionary";
import { openSecondThought } from "./second-thought";
import { withProperties } from "./with-property";

const DAY_MS = 86_400_000;
/** Looked for again after this long. */
const AGAIN_MS = DAY_MS / 2;
/** Requests of one transaction: short enough that nobody waits for its locks. */
const AT_ONCE = 500;
/** After each the machine is left to others for as long as it took, at most this long. */
const MOST_REST_MS = 1_000;

type Due = { id: number; key: string; keepDays: number };

export type ExpiryOptions = {
  database: Database;
  logger: Logger;
  /** Milliseconds on a clock that nobody sets. */
  elapsed?: () => number;
};

/**
 * Deletes values that are older than their property's `keep_days` from stored requests, which count as untagged then; returns
 * how many. Rollups of their hours are built again. What is interrupted goes on with the next call. Where every request is
 * older, only after a second thought.
 */
export function openExpiry({
  database,
  logger,
  elapsed,
}: ExpiryOptions): (now: Date, signal: AbortSignal) => Promise<number> {
  const isRight = openSecondThought({
    database,
    elapsed,
    onDoubt: ({ subject, before }) =>
      logger.warn(
        { property: subject, before },
        "Every request is older than this property is kept: its values go in some hours, if the clock is right.",
      ),
  });

  async function expireIn(projectId: number, now: Date, signal: AbortSignal): Promise<number> {
    let expired = 0;
    for (const property of await dueProperties(database, projectId, now)) {
      const end = new Date(now.getTime() - property.keepDays * DAY_MS);
      if (!(await isRight({ subject: `${projectId}:${property.key}`, before: end, projectId }, now))) continue;
      expired += await expireProperty(database, projectId, property, end, signal);
      if (signal.aborted) return expired;
      await database.execute(sql`update properties set values_expired_at = ${moment(now)}
        where project_id = ${projectId} and id = ${property.id} and keep_days = ${property.keepDays}`);
    }
    if (expired > 0) await pruneDictionary(database, projectId, signal);
    return expired;
  }

  return async (now, signal) => {
    let total = 0;
    for (const { id } of await listProjects(database)) {
      if (signal.aborted) break;
      total += await expireIn(id, now, signal);
    }
    return total;
  };
}

function dueProperties(database: Database, projectId: number, now: Date) {
  const again = new Date(now.getTime() - AGAIN_MS);
  return database.execute<Due>(sql`select id, key, keep_days as "keepDays" from properties
    where project_id = ${projectId} and keep_days is not null
      and (values_expired_at is null or values_expired_at < ${moment(again)}) order by id`);
}

/** Day by day from the oldest request on, so that no statement takes long. */
async function expireProperty(
  database: Database,
  projectId: number,
  property: Due,
  end: Date,
  signal: AbortSignal,
): Promise<number> {
  // An undo must not bring them back.
  await database.execute(sql`delete from bulk_edit_rows where project_id = ${projectId} and created_at < ${moment(end)}
    and (key = ${property.key} or (key = '' and edit_id in (
      select id from bulk_edits where project_id = ${projectId} and key = ${property.key})))`);
  const [oldest] = await database.execute<{ at: number | null }>(sql`
    select (extract(epoch from min(created_at)) * 1000)::float8 as at from facts where project_id = ${projectId}`);
  let expired = 0;
  for (let from = oldest?.at ?? end.getTime(); from < end.getTime() && !signal.aborted; from += DAY_MS) {
    const stretch = { from: new Date(from), to: new Date(Math.min(from + DAY_MS, end.getTime())) };
    expired += await expireStretch(database, projectId, property, stretch, signal);
  }
  return expired;
}

type Stretch = { from: Date; to: Date };

async function expireStretch(
  database: Database,
  projectId: number,
  { key }: Due,
  { from, to }: Stretch,
  signal: AbortSignal,
): Promise<number> {
  let after: SQL = sql`true`;
  for (let expired = 0; ; ) {
    const startedAt = performance.now();
    const page = await withProperties(database, projectId, [{ key, values: [] }], async (transaction, [held]) => {
      if (held === undefined) return [];
      const { property } = held;
      const found = await carrying(
        transaction,
        projectId,
        property,
        sql`created_at >= ${moment(from)}
        and created_at < ${moment(to)} and ${after}`,
        AT_ONCE,
      );
      const present = await lockValues(transaction, projectId, property, found);
      const untagged = present.map((row) => ({ ...row, value: null, cut: false, wasCut: row.cut }));
      await writeValues(transaction, projectId, property, untagged, new Map());
      return found;
    });
    const last = page.at(-1);
    if (last === undefined || signal.aborted) return expired;
    expired += page.length;
    after = sql`(created_at, id) > (${moment(last.createdAt)}, ${last.id}::uuid)`;
    await pause(Math.min(performance.now() - startedAt, MOST_REST_MS), signal);
  }
}
