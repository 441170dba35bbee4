import type { Database } from "@/db/client";
import { listProjects } from "@/db/projects";
import { GRAINS } from "@/db/rollup-schema";
import { buildCell } from "./build-cell";
import type { Cell, Span } from "./cell-sql";
import { findMarkedHours, findMissingCells, type Patience, type RolledUpProject, thinMarks } from "./find-work";
import { runningDay } from "./missing-cells";
import { addHistograms, findDaysWithoutHistograms } from "./sum-histograms";
import { buildWeek, findMissingWeeks } from "./weeks";

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
  onBuilt: (cell: Span, elapsedMs: number) => Promise<boolean>;
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
  const cells = [...marked, ...missing];
  // Weeks are made of days: their turn comes when all of these are there.
  const weeks = searched && cells.length === 0 ? await findMissingWeeks(database, project) : [];
  const bare = searched && cells.length === 0 ? await findDaysWithoutHistograms(database, project.id) : [];
  if (searched && missing.length === 0 && weeks.length === 0 && bare.length === 0) onComplete(project.id);
  const ofCell = (cell: Cell) =>
    buildCell(database, project.id, cell, {
      withPairs: cell.grain === GRAINS.day || cell.until > runningDay(now, project.timeZone),
      decidesFields: now.getTime() - cell.until.getTime() < DECIDING_MS,
    });
  const work = [
    ...cells.map((cell) => ({ span: cell, build: () => ofCell(cell) })),
    ...weeks.map((week) => ({ span: week, build: () => buildWeek(database, project.id, week) })),
    ...bare.map((day) => ({ span: day, build: () => addHistograms(database, project.id, day) })),
  ];
  for (const { span, build } of work.slice(0, atMost)) {
    const startedAt = performance.now();
    if (await build()) built++;
    if (!(await onBuilt(span, performance.now() - startedAt))) return { built, stopped: true };
  }
  return { built, stopped: false };
}
