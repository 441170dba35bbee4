import "server-only";
import type { Access } from "@/lib/api/access";
import { type BulkEdit, readBulkEdit, runBulkEdit, undoBulkEdit } from "@/lib/ingest/bulk-edit";
import { withoutCaller } from "@/lib/query/caller";
import type { Position } from "@/lib/query/cursor";

type Job = { doing: "edit" | "undo"; stop: AbortController; finished: Promise<void> };

/** `stopped`: it ended before it was done, for `error`, or because the dashboard was started anew meanwhile. */
type BulkState = "running" | "done" | "stopped" | "undoing" | "undone";
export type BulkProgress = Pick<BulkEdit, "id" | "key" | "value" | "total" | "done" | "error"> & { state: BulkState };

// On globalThis: `next dev` evaluates this module again on every reload, and routes may be bundled apart.
const shared: typeof globalThis & { facetBulkJobs?: Map<string, Job> } = globalThis;
shared.facetBulkJobs ??= new Map();
const jobs = shared.facetBulkJobs;

const jobName = ({ project }: Access, id: number) => `${project.id} ${id}`;

/** Begins the work; it goes on after the answer has left. */
export function startEdit(access: Access, edit: BulkEdit, pages: AsyncIterable<Position[]>): void {
  const stop = new AbortController();
  launch(access, edit, "edit", stop, () => runBulkEdit(access.database, edit, pages, stop.signal));
}

/** Stops the edit if it still goes on, and puts back what it has replaced. */
export function startUndo(access: Access, edit: BulkEdit): void {
  const running = jobs.get(jobName(access, edit.id));
  if (running?.doing === "undo") return;
  running?.stop.abort();
  launch(access, edit, "undo", new AbortController(), async () => {
    await running?.finished;
    await undoBulkEdit(access.database, edit);
  });
}

/** How far an edit is; null when the project has none such. */
export async function readProgress(access: Access, id: number): Promise<BulkProgress | null> {
  const edit = await readBulkEdit(access.database, access.project.id, id);
  if (edit === null) return null;
  const { key, value, total, done, error } = edit;
  return { id, key, value, total, done, error, state: stateOf(edit, jobs.get(jobName(access, id))?.doing) };
}

/** An edit of the project that is going on in this process, for a page that was opened meanwhile. */
export async function findRunning(access: Access): Promise<BulkProgress | null> {
  const prefix = jobName(access, 0).slice(0, -1);
  const name = [...jobs.keys()].find((each) => each.startsWith(prefix));
  return name === undefined ? null : readProgress(access, Number(name.slice(prefix.length)));
}

function stateOf(edit: BulkEdit, doing: Job["doing"] | undefined): BulkState {
  if (doing === "undo") return "undoing";
  if (edit.undoneAt !== null) return "undone";
  if (doing === "edit") return "running";
  return edit.finishedAt === null ? "stopped" : "done";
}

function launch(access: Access, edit: BulkEdit, doing: Job["doing"], stop: AbortController, work: () => Promise<void>) {
  const name = jobName(access, edit.id);
  const finished = withoutCaller(work)
    .catch((error: unknown) => {
      if (!stop.signal.aborted) console.error(error);
    })
    .finally(() => {
      if (jobs.get(name)?.finished === finished) jobs.delete(name);
    });
  jobs.set(name, { doing, stop, finished });
}
