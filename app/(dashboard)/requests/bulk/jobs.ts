import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { pagesOf } from "@/app/(dashboard)/requests/bulk/bulk-selection";
import { listProjects } from "@/db/projects";
import { runBulkEdit, undoBulkEdit } from "@/lib/ingest/bulk-edit";
import { type BulkEdit, dueBulkEdits, failBulkEdit, isDue, readBulkEdit, readSelection } from "@/lib/ingest/bulk-edits";
import { describeError, isDataError } from "@/lib/ingest/data-error";
import { withoutCaller } from "@/lib/query/caller";
import type { QueryContext } from "@/lib/query/context";

/** `stopped`: it ended before it was done, for `error`. */
type BulkState = "running" | "done" | "stopped" | "undoing" | "undone";
export type BulkProgress = Pick<BulkEdit, "id" | "key" | "value" | "total" | "done" | "error"> & { state: BulkState };

/** A database that is away comes back; a question that never ends in time is given up. */
const TRIES = 8;
const FIRST_PAUSE_MS = 500;

// On globalThis: `next dev` evaluates this module again on every reload, and routes may be bundled apart.
const shared: typeof globalThis & { facetBulkJobs?: Map<string, Promise<void>> } = globalThis;
shared.facetBulkJobs ??= new Map();
const jobs = shared.facetBulkJobs;

/** Does what is due of an edit, or takes it back; it goes on after the answer has left, and once in this process. */
export function workOn(context: QueryContext, id: number): Promise<void> {
  const name = `${context.project.id} ${id}`;
  const running = jobs.get(name);
  // It may be at its end, and not see any more what has become due.
  if (running !== undefined) return running.then(() => workOn(context, id));
  const job = withoutCaller(() => work(context, id))
    // What the database says of it is still true: the next start goes on.
    .catch((error: unknown) => console.error(error))
    .finally(() => jobs.delete(name));
  jobs.set(name, job);
  return job;
}

/** Goes on with all that was going on when the dashboard was stopped or killed. Another one may be at it too: they share the work. */
export async function resumeBulkEdits(database: QueryContext["database"]): Promise<void> {
  for (const project of await listProjects(database)) {
    for (const { id } of await dueBulkEdits(database, project.id)) void workOn({ database, project }, id);
  }
}

/** How far an edit is, as a page tells it. */
export function progressOf(edit: BulkEdit): BulkProgress {
  const { id, key, value, total, done, error } = edit;
  return { id, key, value, total, done, error, state: stateOf(edit) };
}

function stateOf({ error, finishedAt, undoAskedAt, undoneAt }: BulkEdit): BulkState {
  if (undoneAt !== null) return "undone";
  if (error !== null) return "stopped";
  if (undoAskedAt !== null) return "undoing";
  return finishedAt === null ? "running" : "done";
}

async function work(context: QueryContext, id: number): Promise<void> {
  const { database, project } = context;
  let failures = 0;
  for (;;) {
    try {
      const edit = await readBulkEdit(database, project.id, id);
      if (edit === null || !isDue(edit)) return;
      if (edit.undoAskedAt === null) {
        const pages = pagesOf(context, await readSelection(database, project.id, id));
        await runBulkEdit(database, edit, pages);
      } else await undoBulkEdit(database, edit);
    } catch (error) {
      failures++;
      if (failures < TRIES && !isDataError(error)) {
        await pause(FIRST_PAUSE_MS * 2 ** failures);
        continue;
      }
      console.error(error);
      await failBulkEdit(database, project.id, id, describeError(error));
      return;
    }
  }
}
