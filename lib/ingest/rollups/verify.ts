import { asc, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Database, Executor } from "@/db/client";
import { moment } from "@/db/moment";
import { rollupBuilt, WEEK } from "@/db/rollup-schema";
import { HOUR_MS } from "@/db/rollup-time";
import { CELL_COLUMNS, cellRows, type Span } from "./cell-sql";
import { listRollupFields } from "./fields";
import { carriedField, SUM_COLUMNS, sumRows, WEEK_COLUMNS } from "./sums-of-values";

/** A cell whose rows are not what facts say: `missing` are in facts only, `extra` in rollups only. */
type Difference = { cell: Built; missing: number; extra: number };

export type Verification = { cells: number; dirty: number; differences: Difference[] };

/** Computes every built cell of a project anew and compares. Cells that wait to be rebuilt are counted, not compared. */
export async function verifyProject(
  database: Database,
  projectId: number,
  onCell: () => void = () => {},
): Promise<Verification> {
  const cells = await database
    .select({ grain: sql<number>`${rollupBuilt.grain}`, start: rollupBuilt.start, until: rollupBuilt.until })
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

/** An hour, a day or a week. */
type Built = Span & { grain: number };
type State = { fields: number[]; paired: number[]; summed: number[]; histograms: boolean; marks: number };

/** In one snapshot, so that what is written meanwhile changes nothing. */
async function compareCell(database: Database, projectId: number, cell: Built) {
  return database.transaction(
    async (transaction) => {
      const [state] = await transaction.execute<State>(sql`
        select fields, paired, summed, summed_histograms as histograms, (select count(*)::int from rollup_marks where project_id = ${projectId}
            and hour > ${moment(new Date(cell.start.getTime() - HOUR_MS))} and hour < ${moment(cell.until)}) as marks
        from rollup_built where project_id = ${projectId} and grain = ${cell.grain}
          and start = ${moment(cell.start)} and until = ${moment(cell.until)}`);
      if (!state || state.marks > 0) return "dirty" as const;
      const known = await listRollupFields(transaction, projectId);
      const summed = known.filter(({ id }) => state.summed.includes(id));
      const fields = [...known.filter(({ id }) => state.fields.includes(id)), ...summed.map(carriedField)];
      const expected = cellRows({ projectId, cell, fields, paired: new Set(state.paired) });
      const stored = sql`select ${list(CELL_COLUMNS)} from rollups where project_id = ${projectId} and grain = ${cell.grain}
        and start = ${moment(cell.start)} and field_a = any(${sql.param([0, ...fields.map(({ id }) => id)])}::int[])`;
      const counts =
        cell.grain === WEEK ? { missing: 0, extra: 0 } : await countDifferences(transaction, expected, stored);
      const columns = list(state.histograms ? SUM_COLUMNS : WEEK_COLUMNS);
      for (const field of summed) {
        const sums = sql`select ${columns} from rollup_sums where project_id = ${projectId}
          and grain = ${cell.grain} and start = ${moment(cell.start)} and field_id = ${field.id}`;
        const wanted = sql`select ${columns} from (${sumRows({ projectId, cell, field })}) value_rows`;
        const found = await countDifferences(transaction, wanted, sums);
        counts.missing += found.missing;
        counts.extra += found.extra;
      }
      return counts;
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

async function countDifferences(transaction: Executor, expected: SQL, stored: SQL) {
  const [counts] = await transaction.execute<{ missing: number; extra: number }>(sql`
    with expected as materialized (${expected}), stored as materialized (${stored})
    select (select count(*)::int from (select * from expected except select * from stored) a) as missing,
      (select count(*)::int from (select * from stored except select * from expected) b) as extra`);
  return counts ?? { missing: 0, extra: 0 };
}

function list(columns: readonly string[]) {
  return sql.join(
    columns.map((name) => sql`${sql.identifier(name)}`),
    sql`, `,
  );
}
