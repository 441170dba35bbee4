import { sql } from "drizzle-orm";
import { arrayOf } from "@/db/array-literal";
import type { Executor } from "@/db/client";

/**
 * How often unused values of a project were marked for removal. A code counts only under the generation it was looked up
 * under: see docs/retention.md.
 */
export type Generations = ReadonlyMap<number, number>;

/** Codes were looked up under a generation that is over: look them up again. */
class StaleCodesError extends Error {
  constructor(readonly projectIds: readonly number[]) {
    super("codes were looked up before unused ones were marked");
  }
}

/** The generation of a project; what is looked up afterwards counts under it. */
export async function readGeneration(database: Executor, projectId: number): Promise<number> {
  const [row] = await database.execute<{ generation: number }>(
    sql`select vocabulary_generation as generation from projects where id = ${projectId}`,
  );
  return row?.generation ?? 0;
}

/**
 * Call it first in a transaction that stores codes: they stay good until it ends, since marking waits for it. Throws
 * StaleCodesError.
 */
export async function holdGenerations(transaction: Executor, generations: Generations): Promise<void> {
  // In one order, as all rows are locked.
  const ids = [...generations.keys()].sort((one, other) => one - other);
  const rows = await transaction.execute<{ id: number; generation: number }>(
    sql`select id, vocabulary_generation as generation from projects where id = any(${arrayOf("int4", ids)})
      order by id for share`,
  );
  const stale = rows.filter(({ id, generation }) => generations.get(id) !== generation).map(({ id }) => id);
  if (stale.length > 0) throw new StaleCodesError(stale);
}

const ATTEMPTS = 5;

/** Runs what looks codes up and stores them; again when unused ones were marked in between. */
export async function withFreshCodes<T>(work: () => Promise<T>, forget?: (projectId: number) => void): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StaleCodesError) || attempt === ATTEMPTS) throw error;
      for (const projectId of error.projectIds) forget?.(projectId);
    }
  }
}
