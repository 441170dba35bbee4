import { and, asc, eq, lt, sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import type { Database } from "@/db/client";
import { bulkEditRows, bulkEdits } from "@/db/schema";
import { storedKey, storedValue } from "@/db/stored-property";
import { ids, lockValues, type StoredProperty, times, type ValueRow, writeValues } from "./bulk-rows";
import { openDictionaries, termKey } from "./dictionaries";
import type { RequestAddress } from "./find-request";
import { openPropertyRegistry } from "./property-registry";
import { holdGenerations, withFreshCodes } from "./vocabulary-generation";

/** `value` null removes the property; `spelling` names it when it is new. */
export type BulkChange = { key: string; spelling: string; value: string | null };

export type BulkEdit = typeof bulkEdits.$inferSelect;

/** What an edit replaced can be put back for this long, and until then takes up room. */
const UNDO_MS = 24 * 3_600_000;
const UNDO_ROWS = 1_000;
/** No stored value is as long as a cut one with this behind it: so `previous` says both what it was and that it was cut. */
const CUT_MARK = "……";
const LONGEST_VALUE = 1_024;

/** Begins an edit of `total` requests; `runBulkEdit` does it. */
export async function openBulkEdit(
  database: Database,
  projectId: number,
  { key, spelling, value }: BulkChange,
  total: number,
): Promise<BulkEdit> {
  await forgetOld(database, projectId);
  const stored = storedKey(key);
  // Removing what no request has must not create it.
  if (value !== null) await openPropertyRegistry(database).register(projectId, [{ key: stored, spelling }]);
  const [edit] = await database.insert(bulkEdits).values({ projectId, key: stored, value, total }).returning();
  if (edit === undefined) throw new Error("Postgres returned no row for the new bulk edit");
  return edit;
}

/** The edit and how far it is; null when the project has none such. */
export async function readBulkEdit(database: Database, projectId: number, id: number): Promise<BulkEdit | null> {
  const [edit] = await database.select().from(bulkEdits).where(isEdit(projectId, id));
  return edit ?? null;
}

/**
 * Edits the requests of each page in a transaction of its own: facts, details, what rollups have to rebuild, what was there
 * before, and how far it is. Stops between two pages when `signal` says so. What goes wrong is kept in the edit's `error`
 * and thrown.
 */
export async function runBulkEdit(
  database: Database,
  edit: BulkEdit,
  pages: AsyncIterable<RequestAddress[]>,
  signal: AbortSignal,
): Promise<void> {
  const { projectId } = edit;
  const is = isEdit(projectId, edit.id);
  try {
    const property = await findProperty(database, edit);
    const target = edit.value === null ? { value: null, cut: false } : storedValue(edit.value);
    for await (const page of pages) {
      if (signal.aborted) throw new Error("Stopped before it was done.");
      await withCodes(database, projectId, property, [target.value], async (transaction, codes) => {
        const present = property === null ? [] : await lockValues(transaction, projectId, property, page);
        const changed = present.filter(({ value }) => value !== target.value);
        if (property !== null && changed.length > 0) {
          await keepPrevious(transaction, edit, changed);
          const next = changed.map((row) => ({ ...row, ...target, wasCut: row.cut }));
          await writeValues(transaction, projectId, property, next, codes);
        }
        await transaction
          .update(bulkEdits)
          .set({ done: sql`done + ${page.length}` })
          .where(is);
      });
    }
    await database.update(bulkEdits).set({ finishedAt: new Date(), total: sql`done` }).where(is);
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown error";
    await database
      .update(bulkEdits)
      .set({ error: message })
      .where(is)
      .catch(() => undefined);
    throw error;
  }
}

/**
 * Puts back what the edit replaced, page by page, and forgets it as it goes: `done` counts down, and what was interrupted
 * can be called again. A request whose value was changed again since then keeps the later one.
 */
export async function undoBulkEdit(database: Database, edit: BulkEdit): Promise<void> {
  const { projectId } = edit;
  const is = isEdit(projectId, edit.id);
  const property = await findProperty(database, edit);
  const written = edit.value === null ? null : storedValue(edit.value).value;
  for (;;) {
    const rows = await database
      .select({ id: bulkEditRows.requestId, createdAt: bulkEditRows.createdAt, previous: bulkEditRows.previous })
      .from(bulkEditRows)
      .where(and(eq(bulkEditRows.projectId, projectId), eq(bulkEditRows.editId, edit.id)))
      .orderBy(asc(bulkEditRows.createdAt), asc(bulkEditRows.requestId))
      .limit(UNDO_ROWS);
    if (rows.length === 0 || property === null) break;
    const previous = new Map(rows.map((row) => [row.id, readPrevious(row.previous)]));
    const values = [...previous.values()].map(({ value }) => value);
    await withCodes(database, projectId, property, values, async (transaction, codes) => {
      const present = await lockValues(transaction, projectId, property, rows);
      const back = present
        .filter(({ value }) => value === written)
        .map((row) => ({ ...row, ...(previous.get(row.id) ?? readPrevious(null)), wasCut: row.cut }));
      await writeValues(transaction, projectId, property, back, codes);
      await transaction.execute(sql`delete from bulk_edit_rows using unnest(${times(rows)}, ${ids(rows)}) as gone (gone_time, gone_id)
        where project_id = ${projectId} and edit_id = ${edit.id}::int4 and created_at = gone_time and request_id = gone_id`);
      await transaction
        .update(bulkEdits)
        .set({ done: sql`greatest(0, done - ${rows.length})` })
        .where(is);
    });
  }
  await database.update(bulkEdits).set({ undoneAt: new Date(), done: 0 }).where(is);
}

function isEdit(projectId: number, id: number) {
  return and(eq(bulkEdits.projectId, projectId), eq(bulkEdits.id, id));
}

/** Null: no request has ever carried it, so there is nothing to remove. */
async function findProperty(database: Database, { projectId, key }: BulkEdit): Promise<StoredProperty | null> {
  const found = (await openPropertyRegistry(database).find(projectId, [key])).get(key);
  return found === undefined ? null : { key, ...found };
}

type Codes = ReadonlyMap<string, number>;
type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** A transaction with the codes of values that go into a slot. */
async function withCodes(
  database: Database,
  projectId: number,
  property: StoredProperty | null,
  values: readonly (string | null)[],
  work: (transaction: Transaction, codes: Codes) => Promise<void>,
): Promise<void> {
  if (property === null || property.slot === null) return database.transaction((own) => work(own, new Map()));
  const fieldId = property.id;
  const terms = [...new Set(values.filter((value) => value !== null))].map((value) => ({ fieldId, value }));
  await withFreshCodes(async () => {
    const { codes, generation } = await openDictionaries(database).intern(projectId, terms);
    const byValue = new Map(terms.map((term) => [term.value, codes.get(termKey(term)) ?? 0]));
    await database.transaction(async (transaction) => {
      await holdGenerations(transaction, new Map([[projectId, generation]]));
      await work(transaction, byValue);
    });
  });
}

async function keepPrevious(
  transaction: Pick<Database, "execute">,
  { projectId, id }: BulkEdit,
  rows: readonly ValueRow[],
): Promise<void> {
  const previous = rows.map(({ value, cut }) => (value !== null && cut ? `${value}${CUT_MARK}` : value));
  await transaction.execute(sql`insert into bulk_edit_rows (project_id, edit_id, created_at, request_id, previous)
    select ${projectId}::int4, ${id}::int4, * from unnest(${times(rows)}, ${ids(rows)}, ${arrayOf("text", previous)})
    on conflict do nothing`);
}

function readPrevious(kept: string | null): { value: string | null; cut: boolean } {
  const cut = kept !== null && kept.length > LONGEST_VALUE;
  return { value: cut ? kept.slice(0, -CUT_MARK.length) : kept, cut };
}

async function forgetOld(database: Database, projectId: number): Promise<void> {
  const old = database
    .select({ id: bulkEdits.id })
    .from(bulkEdits)
    .where(and(eq(bulkEdits.projectId, projectId), lt(bulkEdits.createdAt, new Date(Date.now() - UNDO_MS))));
  await database
    .delete(bulkEditRows)
    .where(and(eq(bulkEditRows.projectId, projectId), sql`${bulkEditRows.editId} in (${old})`));
}
