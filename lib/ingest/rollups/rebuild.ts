import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { listProjects } from "@/db/projects";
import { rollupBuilt } from "@/db/rollup-schema";
import { buildDue } from "./build-due";
import type { Span } from "./cell-sql";

/** Builds at once and without rest what is due of all projects, up to `atMost` cells of each; returns how many were built. */
export async function buildNow(
  database: Database,
  now: Date,
  atMost: number,
  onCell: (cell: Span) => void = () => {},
): Promise<number> {
  return buildDue(database, {
    ...{ now, atMost, patience: { quietMs: 0, longestMs: 0 }, complete: new Set(), onComplete: () => {} },
    onBuilt: async (cell) => {
      onCell(cell);
      return true;
    },
  });
}

const CELLS_PER_TURN = 1000;

/** Forgets what is built and builds it again, of all projects; meanwhile facts answer. Returns how many cells were built. */
export async function rebuildAll(database: Database, now: Date, onCell: (cell: Span) => void): Promise<number> {
  for (const { id } of await listProjects(database)) {
    await database.delete(rollupBuilt).where(eq(rollupBuilt.projectId, id));
  }
  let total = 0;
  for (;;) {
    const built = await buildNow(database, now, CELLS_PER_TURN, onCell);
    if (built === 0) return total;
    total += built;
  }
}
