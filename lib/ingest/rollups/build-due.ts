import type { Database } from "@/db/client";
import { listProjects } from "@/db/projects";
import { GRAINS } from "@/db/rollup-schema";
import { buildCell } from "./build-cell";
import type { Cell } from "./cell-sql";
import { findMarkedHours, findMissingCells, type Patience, type RolledUpProject, thinMarks } from "./find-work";
import { runningDay } from "./missing-cells";

/** Cells this young decide which fields have too many values: what was long ago says little. */
const DECIDING_MS = 48 * 3_600_000;

export type DueOptions = {
  now: Date;
  patience: Patience;
  /** Cells of one project that may be built before the next one has its turn. */
  atMost: number;
  /** Projects that are not searched for missing cells now: the search reads the list of all that are built. */
  complete: ReadonlySet<number>;
  /** Called with a project in which nothing is missing. */
  onComplete: (projectId: number) => void;
  /** Called after each cell with the milliseconds it took; resolves when the next may be built, with false to stop. */
  onBuilt: (cell: Cell, elapsedMs: number) => Promise<boolean>;
};

/** Builds what is due of all projects: hours that changed first, then what is missing. Returns how many were built. */
export async function buildDue(database: Database, options: DueOptions): Promise<number> {
  let built = 0;
  for (const project of await listProjects(database)) {
    await thinMarks(database, project.id, options.now);
    const result = await buildOfProject(database, project, options);
    built += result.built;
    if (result.stopped) break;
  }
  return built;
}

async function buildOfProject(database: Database, project: RolledUpProject, options: DueOptions) {
  const { now, patience, atMost, onBuilt, complete, onComplete } = options;
  let built = 0;
  const marked = await findMarkedHours(database, project.id, now, patience);
  const searched = marked.length < atMost && !complete.has(project.id);
  const missing = searched ? await findMissingCells(database, project, now) : [];
  if (searched && missing.length === 0) onComplete(project.id);
  for (const cell of [...marked, ...missing].slice(0, atMost)) {
    const startedAt = performance.now();
    const wasBuilt = await buildCell(database, project.id, cell, {
      withPairs: cell.grain === GRAINS.day || cell.until > runningDay(now, project.timeZone),
      decidesFields: now.getTime() - cell.until.getTime() < DECIDING_MS,
    });
    if (wasBuilt) built++;
    if (!(await onBuilt(cell, performance.now() - startedAt))) return { built, stopped: true };
  }
  return { built, stopped: false };
}
