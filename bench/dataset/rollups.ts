import { type Database, openDatabase } from "@/db/client";
import { listProjects } from "@/db/projects";
import { GRAINS } from "@/db/rollup-schema";
import { buildCell } from "@/lib/ingest/rollups/build-cell";
import { findMissingCells, type RolledUpProject } from "@/lib/ingest/rollups/find-work";
import { runningDay } from "@/lib/ingest/rollups/missing-cells";
import { addHistograms, findDaysWithoutHistograms } from "@/lib/ingest/rollups/sum-histograms";
import { buildWeek, findMissingWeeks } from "@/lib/ingest/rollups/weeks";
import type { Progress } from "./progress";

/** As the worker has it: what is older does not decide which fields have too many values. */
const DECIDING_MS = 48 * 3_600_000;

/** Builds every closed hour and day of the large project, as the background worker would. The others stay facts only. */
export async function buildRollups(url: string, progress: Progress): Promise<void> {
  const database = openDatabase(url, { pool: 2, name: "facet-dataset" });
  try {
    const [large] = await listProjects(database);
    if (large === undefined) throw new Error("the dataset has no project");
    await buildProject(database, large, progress);
    await buildWeeks(database, large);
    await database.$client`vacuum (analyze) rollups, rollup_sums, rollup_built`;
  } finally {
    await database.$client.end();
  }
}

/** What the worker adds to datasets that were made before it was known; nothing otherwise. */
export async function completeRollups(url: string): Promise<void> {
  const database = openDatabase(url, { pool: 2, name: "facet-dataset" });
  try {
    const [large] = await listProjects(database);
    const built = large === undefined ? 0 : await buildWeeks(database, large);
    if (built > 0) await database.$client`vacuum (analyze) rollup_sums, rollup_built`;
  } finally {
    await database.$client.end();
  }
}

/** As the worker does once all days are there: a week's sums of values with many thousands. And histograms of days that have none yet. Returns how many were built. */
async function buildWeeks(database: Database, project: RolledUpProject): Promise<number> {
  const weeks = await findMissingWeeks(database, project);
  const days = await findDaysWithoutHistograms(database, project.id);
  for (const day of days) await addHistograms(database, project.id, day);
  for (const week of weeks) await buildWeek(database, project.id, week);
  return weeks.length + days.length;
}

async function buildProject(database: Database, project: RolledUpProject, progress: Progress): Promise<void> {
  const now = new Date();
  const cells = await findMissingCells(database, project, now);
  progress.begin("rollups", cells.length);
  for (const cell of cells) {
    await buildCell(database, project.id, cell, {
      withPairs: cell.grain === GRAINS.day || cell.until > runningDay(now, project.timeZone),
      decidesFields: now.getTime() - cell.until.getTime() < DECIDING_MS,
    });
    progress.advance(1);
  }
}
