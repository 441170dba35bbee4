import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import type { Database, Executor } from "@/db/client";
import { FIELD_IDS } from "@/db/field-ids";
import { listProjects } from "@/db/projects";
import { beginGeneration } from "@/db/property-slots";

/** Rows of one statement: nobody waits long for their locks. */
const AT_ONCE = 5_000;
/** Looking through all requests of a project takes its time. */
const SCAN_TIMEOUT = "10min";

type CodeField = { fieldId: number; column: SQL };

/**
 * Removes the values, users, sessions and models of a project that no stored request carries any more; returns how many.
 * Writers may go on meanwhile, with codes in their caches: unused entries are marked first and a new generation begins, so
 * that whoever wants to store one of their codes has to look it up again, which takes the mark away. What is then still
 * marked, and still carried by nothing, cannot come back. See docs/retention.md. Aborted, it ends after the field it looks
 * at: marks that stay behind mean nothing to the next call, which makes its own.
 */
export async function pruneDictionary(database: Database, projectId: number, signal?: AbortSignal): Promise<number> {
  const fields = await codeFields(database, projectId);
  // One of its own: whoever else removes at the same time must not take these for theirs.
  const mark = sql`${randomUUID()}::uuid`;
  const isMarked = sql`unused_mark = ${mark}`;
  let found = 0;
  for (const field of fields) {
    if (signal?.aborted) return 0;
    const codes = await unusedCodes(database, projectId, field, sql`true`);
    found += codes.length;
    for (const some of chunks(codes)) {
      await database.execute(sql`update dictionary set unused_mark = ${mark}
        where ${entries(projectId, field, some)}`);
    }
  }
  if (found === 0) return 0;
  await beginGeneration(database, projectId);
  let removed = 0;
  for (const field of fields) {
    if (signal?.aborted) return removed;
    for (const some of chunks(await unusedCodes(database, projectId, field, isMarked))) {
      const gone = await database.execute(sql`delete from dictionary
        where ${entries(projectId, field, some)} and ${isMarked} returning 1`);
      removed += gone.length;
    }
  }
  // What was stored before the mark was seen.
  await database.execute(sql`update dictionary set unused_mark = null where project_id = ${projectId} and ${isMarked}`);
  return removed;
}

/** The same for all projects. */
export async function pruneDictionaries(database: Database, signal?: AbortSignal): Promise<number> {
  let removed = 0;
  for (const { id } of await listProjects(database)) removed += await pruneDictionary(database, id, signal);
  return removed;
}

async function codeFields(database: Database, projectId: number): Promise<CodeField[]> {
  const rows = await database.execute<{ id: number; slot: number }>(
    sql`select id, slot from properties where project_id = ${projectId} and slot is not null order by id`,
  );
  return [
    { fieldId: FIELD_IDS.model, column: sql`model_code` },
    { fieldId: FIELD_IDS.provider, column: sql`provider_code` },
    { fieldId: FIELD_IDS.user, column: sql`user_code` },
    { fieldId: FIELD_IDS.session, column: sql`session_code` },
    ...rows.map(({ id, slot }) => ({ fieldId: id, column: sql`${sql.identifier(`slot_${slot}`)}` })),
  ];
}

/** Codes of a field that no fact holds, of the entries that `which` is true of; without locking anything. */
function unusedCodes(database: Database, projectId: number, field: CodeField, which: SQL): Promise<number[]> {
  return database.transaction(async (transaction: Executor) => {
    await transaction.execute(sql`set local statement_timeout = ${sql.raw(`'${SCAN_TIMEOUT}'`)}`);
    const rows = await transaction.execute<{ code: number }>(sql`select code from dictionary
      where project_id = ${projectId} and field_id = ${field.fieldId} and ${which}
        and not exists (select from facts where facts.project_id = ${projectId} and facts.${field.column} = dictionary.code)
      order by code`);
    return rows.map(({ code }) => code);
  });
}

function entries(projectId: number, { fieldId }: CodeField, codes: readonly number[]): SQL {
  return sql`project_id = ${projectId} and field_id = ${fieldId} and code = any(${arrayOf("int4", codes)})`;
}

function chunks(codes: readonly number[]): number[][] {
  const count = Math.ceil(codes.length / AT_ONCE);
  return Array.from({ length: count }, (_, index) => codes.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
}
