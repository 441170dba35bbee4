import { asc, desc, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { rollupBuilt } from "@/db/rollup-schema";
import { HOUR_MS } from "@/db/rollup-time";
import { CELL_COLUMNS, type Cell, cellRows } from "./cell-sql";
import { listRollupFields } from "./fields";

/** A cell whose rows are not what facts say: `missing` are in facts only, `extra` in rollups only. */
type Difference = { cell: Cell; missing: number; extra: number };

export type Verification = { cells: number; dirty: number; differences: Difference[] };

/** Computes every built cell of a project anew and compares. Cells that wait to be rebuilt are counted, not compared. */
export async function verifyProject(
  database: Database,
  projectId: number,
  onCell: () => void = () => {},
): Promise<Verification> {
  const cells = await database
    .select({ grain: sql<Cell["grain"]>`${rollupBuilt.grain}`, start: rollupBuilt.start, until: rollupBuilt.until })
    .from(rollupBuilt)
    .where(eq(rollupBuilt.projectId, projectId))
    .orderBy(asc(rollupBuilt.grain), desc(rollupBuilt.start));
  const result: Verification = { cells: cells.length, dirty: 0, differences: [] };
  for (const cell of cells) {
    const difference = await compareCell(database, projectId, cell);
    if (difference === "dirty") result.dirty++;
    else if (difference.missing + difference.extra > 0) result.differences.push({ cell, ...difference });
    onCell();
  }
  return result;
}

/** In one snapshot, so that what is written meanwhile changes nothing. */
async function compareCell(database: Database, projectId: number, cell: Cell) {
  return database.transaction(
    async (transaction) => {
      const [state] = await transaction.execute<{ fields: number[]; paired: number[]; marks: number }>(sql`
        select fields, paired, (select count(*)::int from rollup_marks where project_id = ${projectId}
            and hour > ${moment(new Date(cell.start.getTime() - HOUR_MS))} and hour < ${moment(cell.until)}) as marks
        from rollup_built where project_id = ${projectId} and grain = ${cell.grain}
          and start = ${moment(cell.start)} and until = ${moment(cell.until)}`);
      if (!state || state.marks > 0) return "dirty" as const;
      const known = await listRollupFields(transaction, projectId);
      const fields = known.filter(({ id }) => state.fields.includes(id));
      const expected = cellRows({ projectId, cell, fields, paired: new Set(state.paired) });
      const columns = sql.join(
        CELL_COLUMNS.map((name) => sql.identifier(name)),
        sql`, `,
      );
      const stored = sql`select ${columns} from rollups where project_id = ${projectId} and grain = ${cell.grain}
        and start = ${moment(cell.start)} and field_a = any(${sql.param([0, ...fields.map(({ id }) => id)])}::int[])`;
      const [counts] = await transaction.execute<{ missing: number; extra: number }>(sql`
        with expected as materialized (${expected}), stored as materialized (${stored})
        select (select count(*)::int from (select * from expected except select * from stored) a) as missing,
          (select count(*)::int from (select * from stored except select * from expected) b) as extra`);
      return counts ?? { missing: 0, extra: 0 };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

const moment = (date: Date) => sql`${date.toISOString()}::timestamptz`;
