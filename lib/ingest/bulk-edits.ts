import { and, desc, eq, getTableColumns, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { bulkEditRows, bulkEdits } from "@/db/schema";
import { storedKey } from "@/db/stored-property";
import type { RequestAddress } from "./find-request";
import { openPropertyRegistry } from "./property-registry";

/** `value` null removes the property, and what is `also` merged into it; `spelling` names it when it is new. */
export type BulkChange = { key: string; also?: string[]; spelling: string; value: string | null };

// A selection may be long, and is wanted once.
const { selection: SELECTION, ...STATE } = getTableColumns(bulkEdits);
export type BulkEdit = Omit<typeof bulkEdits.$inferSelect, "selection">;

/** What an edit replaced can be put back for this long after its end, and until then takes up room. */
const UNDO_MS = 24 * 3_600_000;

/** Begins an edit of `total` requests; `selection` says which they are, to whoever does it, now or after a restart. */
export async function openBulkEdit(
  database: Database,
  projectId: number,
  { key, also = [], spelling, value }: BulkChange,
  { total, selection }: { total: number; selection: unknown },
): Promise<BulkEdit> {
  await forgetOld(database, projectId);
  const stored = storedKey(key);
  // Removing what no request has must not create it. Where it is stored is looked up again for every page.
  if (value !== null) await openPropertyRegistry(database).register(projectId, 0, [{ key: stored, spelling }]);
  const row = { projectId, key: stored, also, value, total, selection };
  const [edit] = await database.insert(bulkEdits).values(row).returning(STATE);
  if (edit === undefined) throw new Error("Postgres returned no row for the new bulk edit");
  return edit;
}

/** The edit and how far it is; null when the project has none such. */
export async function readBulkEdit(database: Database, projectId: number, id: number): Promise<BulkEdit | null> {
  const [edit] = await database.select(STATE).from(bulkEdits).where(isEdit(projectId, id));
  return edit ?? null;
}

/** Which requests it concerns, as `openBulkEdit` was told. */
export async function readSelection(database: Database, projectId: number, id: number): Promise<unknown> {
  const [edit] = await database.select({ selection: SELECTION }).from(bulkEdits).where(isEdit(projectId, id));
  return edit?.selection;
}

/** The edit, held until the transaction ends: nobody else takes a step of it meanwhile. */
export async function lockBulkEdit(transaction: Pick<Database, "select">, { projectId, id }: BulkEdit) {
  const [edit] = await transaction.select(STATE).from(bulkEdits).where(isEdit(projectId, id)).for("update");
  return edit ?? null;
}

/** Edits and undos that are to go on, oldest first. */
export async function dueBulkEdits(database: Database, projectId: number): Promise<BulkEdit[]> {
  const due = and(isNull(bulkEdits.undoneAt), isNull(bulkEdits.error));
  const edits = await database
    .select(STATE)
    .from(bulkEdits)
    .where(and(eq(bulkEdits.projectId, projectId), due))
    .orderBy(bulkEdits.id);
  return edits.filter(isDue);
}

/** The edit a page tells of: one that goes on, else the newest, while it can be undone and nobody has dismissed it. */
export async function offeredBulkEdit(database: Database, projectId: number): Promise<BulkEdit | null> {
  const [newest] = await database
    .select(STATE)
    .from(bulkEdits)
    .where(eq(bulkEdits.projectId, projectId))
    .orderBy(desc(bulkEdits.id))
    .limit(1);
  if (newest === undefined) return null;
  if (isDue(newest)) return newest;
  const [going] = (await dueBulkEdits(database, projectId)).reverse();
  if (going !== undefined) return going;
  const ended = newest.finishedAt ?? newest.createdAt;
  const offered = newest.undoneAt === null && newest.dismissedAt === null && ended.getTime() > Date.now() - UNDO_MS;
  return offered ? newest : null;
}

/** Something is left to be done, or to be taken back. */
export function isDue({ error, finishedAt, undoAskedAt, undoneAt }: BulkEdit): boolean {
  return error === null && undoneAt === null && (finishedAt === null || undoAskedAt !== null);
}

/** It is to be taken back: no further step of it is made, and `undoBulkEdit` can begin. */
export async function askUndo(database: Database, projectId: number, id: number): Promise<BulkEdit | null> {
  const [edit] = await database
    .update(bulkEdits)
    .set({ undoAskedAt: sql`coalesce(${bulkEdits.undoAskedAt}, now())`, error: null })
    .where(isEdit(projectId, id))
    .returning(STATE);
  return edit ?? null;
}

/** Says why it does not go on. */
export async function failBulkEdit(database: Database, projectId: number, id: number, error: string): Promise<void> {
  await database.update(bulkEdits).set({ error }).where(isEdit(projectId, id));
}

/** Nobody wants to be told of it, or of any before, any more. */
export async function dismissBulkEdit(database: Database, projectId: number, id: number): Promise<void> {
  await database
    .update(bulkEdits)
    .set({ dismissedAt: sql`now()` })
    .where(and(eq(bulkEdits.projectId, projectId), lte(bulkEdits.id, id), isNull(bulkEdits.dismissedAt)));
}

/** The last request dealt with. */
export function reachedBy({ reachedAt, reachedId }: BulkEdit): RequestAddress | null {
  return reachedAt === null || reachedId === null ? null : { createdAt: reachedAt, id: reachedId };
}

/** The condition of an edit's own row. */
export function isEdit(projectId: number, id: number) {
  return and(eq(bulkEdits.projectId, projectId), eq(bulkEdits.id, id));
}

async function forgetOld(database: Database, projectId: number): Promise<void> {
  const ended = sql`coalesce(${bulkEdits.finishedAt}, ${bulkEdits.createdAt}) < ${new Date(Date.now() - UNDO_MS).toISOString()}::timestamptz`;
  const over = or(sql`${bulkEdits.error} is not null`, sql`${bulkEdits.finishedAt} is not null`);
  const old = database
    .select({ id: bulkEdits.id })
    .from(bulkEdits)
    .where(and(eq(bulkEdits.projectId, projectId), over, ended, isNull(bulkEdits.undoAskedAt)));
  await database
    .delete(bulkEditRows)
    .where(and(eq(bulkEditRows.projectId, projectId), inArray(bulkEditRows.editId, old)));
}
