import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { LOCKS } from "@/db/locks";
import { moment } from "@/db/moment";
import { GRAINS, rollupBuilt, WEEK } from "@/db/rollup-schema";
import { HOUR_MS } from "@/db/rollup-time";
import { CELL_COLUMNS, type Cell, cellRows, groupingMask, type Span, valueCounts } from "./cell-sql";
import { askedOf, type CellFields, chooseFields } from "./choose-fields";
import { updateFieldStates } from "./field-states";
import { listRollupFields, type RollupField } from "./fields";
import { carriedField, SUM_COLUMNS, sumRows } from "./sums-of-values";

export type BuildOptions = {
  /** Pairs of fields too: always for days, for hours only while their day runs. */
  withPairs: boolean;
  /** The cell is young enough to decide which fields have too many values from now on. */
  decidesFields: boolean;
};

/**
 * Builds one hour or day of a project from facts, in one transaction; nothing is done when it is fresh, or when it is a
 * day of which hours are marked. Returns whether it was built. Builds of a project follow each other: a day must not
 * be built from what facts were before the change that an hour has just been rebuilt for.
 */
export async function buildCell(
  database: Database,
  projectId: number,
  cell: Cell,
  options: BuildOptions,
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCKS.rollupBuild}, ${projectId})`);
    // Before facts are read: what these marks stand for is then in what is read, and later ones stay.
    const marks = await findMarks(transaction, projectId, cell);
    if (cell.grain === GRAINS.day && marks.length > 0) return false;
    const known = await listRollupFields(transaction, projectId);
    if (marks.length === 0 && (await isFresh(transaction, projectId, cell, askedOf(known, options.withPairs)))) {
      return false;
    }
    await clear(transaction, projectId, cell);
    await fill(transaction, projectId, cell, known, options);
    if (cell.grain === GRAINS.day) await dropHourPairs(transaction, projectId, cell);
    else if (marks.length > 0) await settleMarks(transaction, projectId, cell, marks);
    return true;
  });
}

async function findMarks(transaction: Transaction, projectId: number, { start, until }: Cell): Promise<string[]> {
  const rows = await transaction.execute<{ id: string }>(sql`select id::text from rollup_marks
    where project_id = ${projectId} and hour > ${moment(new Date(start.getTime() - HOUR_MS))} and hour < ${moment(until)}`);
  return rows.map(({ id }) => id);
}

async function isFresh(
  transaction: Transaction,
  projectId: number,
  { grain, start, until }: Cell,
  asked: ReturnType<typeof askedOf>,
): Promise<boolean> {
  const rows = await transaction.execute(sql`select 1 from rollup_built
    where project_id = ${projectId} and grain = ${grain} and start = ${moment(start)} and until = ${moment(until)}
      and asked_fields @> ${sql.param(asked.askedFields)}::int[]
      and asked_paired @> ${sql.param(asked.askedPaired)}::int[]
      and (grain = ${GRAINS.hour} or (asked_fields || asked_summed) @> ${sql.param(asked.askedSummed)}::int[])`);
  return rows.length > 0;
}

/** Days or weeks that a stretch of time lies in. */
async function forgetLonger(
  transaction: Transaction,
  projectId: number,
  { start, until }: Span,
  grains: number[],
): Promise<void> {
  await transaction.execute(sql`delete from rollup_built where project_id = ${projectId}
    and grain = any(${sql.param(grains)}::smallint[]) and start < ${moment(until)} and until > ${moment(start)}`);
}

/** Days of a former time zone that begin inside the cell go with it. */
async function clear(transaction: Transaction, projectId: number, { grain, start, until }: Cell): Promise<void> {
  const within = sql`project_id = ${projectId} and start >= ${moment(start)} and start < ${moment(until)}`;
  for (const table of ["rollups", "rollup_sums", "rollup_built"]) {
    await transaction.execute(sql`delete from ${sql.identifier(table)} where ${within} and grain = ${grain}`);
  }
  if (grain === GRAINS.day) await forgetLonger(transaction, projectId, { start, until }, [WEEK]);
}

async function fill(
  transaction: Transaction,
  projectId: number,
  cell: Cell,
  known: RollupField[],
  options: BuildOptions,
): Promise<void> {
  // Of an hour, fields that have too many values anyway are not even counted; a day may let them in again.
  const counted =
    cell.grain === GRAINS.day ? known : known.filter(({ state }) => state === "pairs" || state === "singles");
  const { values, requests } = await countValues(transaction, projectId, cell, counted);
  const fields = options.decidesFields
    ? await updateFieldStates(transaction, projectId, known, { ...cell, values })
    : known;
  const chosen = chooseFields(fields, { grain: cell.grain, requests, values, withPairs: options.withPairs });
  if (requests > 0) await insertRows(transaction, projectId, cell, fields, chosen);
  const built = { requests, ...chosen, summedHistograms: cell.grain === GRAINS.day, builtAt: new Date() };
  await transaction.insert(rollupBuilt).values({ projectId, ...cell, ...built });
}

async function countValues(transaction: Transaction, projectId: number, cell: Cell, fields: RollupField[]) {
  const rows = await transaction.execute<{ mask: number; values: number; requests: number }>(
    valueCounts({ projectId, cell, fields }),
  );
  const byMask = new Map(rows.map(({ mask, values }) => [mask, values]));
  const values = fields.map(({ id }, index) => [id, byMask.get(groupingMask([index], fields.length)) ?? 0] as const);
  return { values: new Map(values), requests: rows[0]?.requests ?? 0 };
}

async function insertRows(
  transaction: Transaction,
  projectId: number,
  cell: Cell,
  known: RollupField[],
  chosen: CellFields,
): Promise<void> {
  const summed = known.filter(({ id }) => chosen.summed.includes(id));
  const fields = [...known.filter(({ id }) => chosen.fields.includes(id)), ...summed.map(carriedField)];
  const rows = cellRows({ projectId, cell, fields, paired: new Set(chosen.paired) });
  const columns = list(CELL_COLUMNS);
  await transaction.execute(sql`insert into rollups (project_id, grain, start, ${columns})
    select ${projectId}::int, ${cell.grain}::smallint, ${moment(cell.start)}, ${columns} from (${rows}) cell_rows`);
  for (const field of summed) {
    // In order: a day's values of a field are read one after the other.
    await transaction.execute(sql`insert into rollup_sums (project_id, grain, start, ${list(SUM_COLUMNS)})
      select ${projectId}::int, ${cell.grain}::smallint, ${moment(cell.start)}, ${list(SUM_COLUMNS)}
      from (${sumRows({ projectId, cell, field })}) value_rows order by code`);
  }
}

/** The marks that were seen are done with. The days and weeks this hour lies in were built from what facts were before. */
async function settleMarks(transaction: Transaction, projectId: number, cell: Cell, marks: string[]): Promise<void> {
  await transaction.execute(sql`delete from rollup_marks where project_id = ${projectId}
    and hour = ${moment(cell.start)} and id = any(${sql.param(marks)}::bigint[])`);
  await forgetLonger(transaction, projectId, cell, [GRAINS.day, WEEK]);
}

/** Pairs of hours serve the running day only. */
async function dropHourPairs(transaction: Transaction, projectId: number, day: Cell): Promise<void> {
  const within = sql`project_id = ${projectId} and grain = ${GRAINS.hour}
    and start > ${moment(new Date(day.start.getTime() - HOUR_MS))}
    and start <= ${moment(new Date(day.until.getTime() - HOUR_MS))}`;
  await transaction.execute(sql`update rollup_built set paired = '{}', asked_paired = '{}'
    where ${within} and asked_paired <> '{}'`);
  await transaction.execute(sql`delete from rollups where ${within} and field_b <> 0`);
}

function list(columns: readonly string[]) {
  return sql.join(
    columns.map((name) => sql`${sql.identifier(name)}`),
    sql`, `,
  );
}
