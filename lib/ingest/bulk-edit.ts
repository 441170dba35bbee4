import { and, asc, eq, sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import type { Database, Executor } from "@/db/client";
import { bulkEditRows, bulkEdits } from "@/db/schema";
import { storedValue } from "@/db/stored-property";
import { type BulkEdit, isDue, isEdit, lockBulkEdit, reachedBy, readBulkEdit } from "./bulk-edits";
import { ids, lockValues, times, type ValueRow, writeValues } from "./bulk-rows";
import type { RequestAddress } from "./find-request";
import { withProperties } from "./with-property";

/** What comes after a request, in an order that never changes; nothing: that was all. */
export type NextPage = (after: RequestAddress | null) => Promise<RequestAddress[]>;

const UNDO_ROWS = 1_000;
/** No stored value is as long as a cut one with this behind it: so `previous` says both what it was and that it was cut. */
const CUT_MARK = "……";
const LONGEST_VALUE = 1_024;

/**
 * Edits the requests page by page, from where it is. Each page is one transaction: facts, details, what rollups have to
 * rebuild, what was there before, and the place reached. So it may be killed at any moment and be called again, here or
 * elsewhere: no request is missed or edited twice. Ends early when it is to be taken back.
 */
export async function runBulkEdit(database: Database, edit: BulkEdit, nextPage: NextPage): Promise<void> {
  const { projectId } = edit;
  const target = edit.value === null ? { value: null, cut: false } : storedValue(edit.value);
  let seen = await readBulkEdit(database, projectId, edit.id);
  while (seen !== null && isRunning(seen)) {
    const from = seen;
    const page = await nextPage(reachedBy(from));
    const wanted = [edit.key, ...edit.also].map((key) => ({ key, values: [target.value] }));
    seen = await withProperties(database, projectId, wanted, async (transaction, held) => {
      const now = await lockBulkEdit(transaction, edit);
      // Somebody else was faster, or wants it taken back.
      if (now === null || !isRunning(now) || now.reachedId !== from.reachedId) return now;
      const last = page.at(-1);
      const step =
        last === undefined
          ? { finishedAt: new Date(), total: now.done }
          : { done: now.done + page.length, reachedAt: last.createdAt, reachedId: last.id };
      for (const { property, codes } of held) {
        const present = await lockValues(transaction, projectId, property, page);
        const changed = present.filter(({ value }) => value !== target.value);
        if (changed.length === 0) continue;
        await keepPrevious(transaction, edit, property.key, changed);
        const next = changed.map((row) => ({ ...row, ...target, wasCut: row.cut }));
        await writeValues(transaction, projectId, property, next, codes);
      }
      await transaction.update(bulkEdits).set(step).where(isEdit(projectId, edit.id));
      return { ...now, ...step };
    });
  }
}

function isRunning(edit: BulkEdit): boolean {
  return isDue(edit) && edit.undoAskedAt === null;
}

/**
 * Puts back what the edit replaced, page by page, and forgets it as it goes: `done` counts down, and what was interrupted
 * can be called again. A request whose value was changed again since then keeps the later one. `askUndo` comes first.
 */
export async function undoBulkEdit(database: Database, edit: BulkEdit, size = UNDO_ROWS): Promise<void> {
  const { projectId } = edit;
  const is = isEdit(projectId, edit.id);
  const written = edit.value === null ? null : storedValue(edit.value).value;
  for (;;) {
    const rows = await readReplaced(database, edit, size);
    if (rows.length === 0) {
      await database.update(bulkEdits).set({ undoneAt: new Date(), done: 0 }).where(is);
      return;
    }
    const keptOf = (key: string) => rows.filter((row) => (row.key === "" ? edit.key : row.key) === key);
    const wanted = [edit.key, ...edit.also].map((key) => {
      return { key, values: keptOf(key).map(({ previous }) => readPrevious(previous).value) };
    });
    await withProperties(database, projectId, wanted, async (transaction, held) => {
      const now = await lockBulkEdit(transaction, edit);
      const gone = await forgetReplaced(transaction, edit, rows);
      if (now === null || gone.length === 0) return;
      // The others somebody else has put back, who was faster.
      const mine = new Set(gone.map(({ request_id, key }) => `${request_id} ${key}`));
      for (const { property, codes } of held) {
        const left = keptOf(property.key).filter(({ id, key }) => mine.has(`${id} ${key}`));
        const previous = new Map(left.map((row) => [row.id, readPrevious(row.previous)]));
        const present = await lockValues(transaction, projectId, property, left);
        const back = present
          .filter(({ value }) => value === written)
          .map((row) => ({ ...row, ...(previous.get(row.id) ?? readPrevious(null)), wasCut: row.cut }));
        await writeValues(transaction, projectId, property, back, codes);
      }
      const done = Math.max(0, now.done - new Set(gone.map(({ request_id }) => request_id)).size);
      await transaction.update(bulkEdits).set({ done }).where(is);
    });
  }
}

type Replaced = { id: string; createdAt: Date; key: string; previous: string | null };

/** Some of what the edit replaced, always in the same order. */
function readReplaced(database: Database, { projectId, id }: BulkEdit, size: number): Promise<Replaced[]> {
  return database
    .select({
      id: bulkEditRows.requestId,
      createdAt: bulkEditRows.createdAt,
      key: bulkEditRows.key,
      previous: bulkEditRows.previous,
    })
    .from(bulkEditRows)
    .where(and(eq(bulkEditRows.projectId, projectId), eq(bulkEditRows.editId, id)))
    .orderBy(asc(bulkEditRows.createdAt), asc(bulkEditRows.requestId), asc(bulkEditRows.key))
    .limit(size);
}

/** Returns those that nobody else has forgotten before. */
function forgetReplaced(transaction: Executor, { projectId, id }: BulkEdit, rows: readonly Replaced[]) {
  const keys = arrayOf(
    "text",
    rows.map(({ key }) => key),
  );
  return transaction.execute<{ request_id: string; key: string }>(sql`delete from bulk_edit_rows
    using unnest(${times(rows)}, ${ids(rows)}, ${keys}) as gone (gone_time, gone_id, gone_key)
    where project_id = ${projectId} and edit_id = ${id}::int4 and created_at = gone_time and request_id = gone_id
      and key = gone_key
    returning request_id, key`);
}

async function keepPrevious(
  transaction: Executor,
  { projectId, id }: BulkEdit,
  key: string,
  rows: readonly ValueRow[],
): Promise<void> {
  const previous = rows.map(({ value, cut }) => (value !== null && cut ? `${value}${CUT_MARK}` : value));
  await transaction.execute(sql`insert into bulk_edit_rows (project_id, edit_id, key, created_at, request_id, previous)
    select ${projectId}::int4, ${id}::int4, ${key}::text, * from unnest(${times(rows)}, ${ids(rows)}, ${arrayOf("text", previous)})
    on conflict do nothing`);
}

function readPrevious(kept: string | null): { value: string | null; cut: boolean } {
  const cut = kept !== null && kept.length > LONGEST_VALUE;
  return { value: cut ? kept.slice(0, -CUT_MARK.length) : kept, cut };
}
