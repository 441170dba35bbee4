import "server-only";
import { sql } from "drizzle-orm";
import { GRAINS, WEEK } from "@/db/rollup-schema";
import { execute, type Reader } from "@/lib/query/context";
import { cover, type Stretch } from "./cover";

/** A built hour or day that no fact has changed since, with the fields it holds; times in milliseconds. */
export type CleanCell = {
  start: number;
  until: number;
  fields: ReadonlySet<number>;
  paired: ReadonlySet<number>;
  /** Fields of which it has sums of many thousand values. */
  summed: ReadonlySet<number>;
  /** Those values have histograms. */
  histograms: boolean;
};

/** What is clean of a range, in order. */
export type RollupState = { weeks: CleanCell[]; days: CleanCell[]; hours: CleanCell[] };

const HOUR_MS = 3_600_000;
/** Hours are looked up for what is left by days, when that is at most this long together. */
const MOST_HOURS_MS = 62 * 86_400_000;

/** Reads what is clean inside the stretches, in the snapshot of the reader's transaction. */
export async function readState(
  reader: Reader,
  projectId: number,
  stretches: readonly Stretch[],
): Promise<RollupState> {
  const marks = await readMarks(reader, projectId, endsOf(stretches));
  const found = await readClean(reader, projectId, [GRAINS.day, WEEK], stretches, marks);
  const [weeks, days] = [found.filter(({ grain }) => grain === WEEK), found.filter(({ grain }) => grain !== WEEK)];
  const { gaps } = cover(stretches, days);
  const length = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
  const hours = length > MOST_HOURS_MS ? [] : await readClean(reader, projectId, [GRAINS.hour], gaps, marks);
  return { weeks, days, hours };
}

type Ends = { from: number; to: number };

function endsOf(stretches: readonly Stretch[]): Ends {
  return { from: stretches[0]?.from ?? 0, to: stretches.at(-1)?.to ?? 0 };
}

async function readMarks(reader: Reader, projectId: number, { from, to }: Ends): Promise<Set<number>> {
  const rows = await execute<{ hour: number }>(
    reader,
    sql`select distinct extract(epoch from hour)::float8 * 1000 as hour from rollup_marks
      where project_id = ${projectId} and hour > ${moment(from - HOUR_MS)} and hour < ${moment(to)}`,
  );
  return new Set(rows.map(({ hour }) => hour));
}

type StoredCell = Pick<CleanCell, "start" | "until" | "histograms"> & {
  grain: number;
  fields: number[];
  paired: number[];
  summed: number[];
};

async function readClean(
  reader: Reader,
  projectId: number,
  grains: number[],
  stretches: readonly Stretch[],
  marks: ReadonlySet<number>,
): Promise<(CleanCell & { grain: number })[]> {
  if (stretches.length === 0) return [];
  const wanted = joined(stretches);
  const from = wanted.map((stretch) => new Date(stretch.from).toISOString());
  const to = wanted.map((stretch) => new Date(stretch.to).toISOString());
  const rows = await execute<StoredCell>(
    reader,
    sql`select extract(epoch from start)::float8 * 1000 as start, extract(epoch from until)::float8 * 1000 as until,
        grain, fields, paired, summed, summed_histograms as histograms
      from unnest(${sql.param(from)}::text[]::timestamptz[], ${sql.param(to)}::text[]::timestamptz[]) as wanted (first, last)
      join rollup_built on start >= first and start < last and until <= last
      where project_id = ${projectId} and grain = any(${sql.param(grains)}::smallint[]) order by start`,
  );
  return rows
    .filter((cell) => !touches(cell, marks))
    .map((cell) => ({
      ...cell,
      fields: new Set(cell.fields),
      paired: new Set(cell.paired),
      summed: new Set(cell.summed),
    }));
}

/** What follows without a gap as one. */
function joined(stretches: readonly Stretch[]): Ends[] {
  const ends: Ends[] = [];
  for (const { from, to } of stretches) {
    const last = ends.at(-1);
    if (last?.to === from) last.to = to;
    else ends.push({ from, to });
  }
  return ends;
}

function touches({ start, until }: { start: number; until: number }, marks: ReadonlySet<number>): boolean {
  if (marks.size === 0) return false;
  for (let hour = Math.floor(start / HOUR_MS) * HOUR_MS; hour < until; hour += HOUR_MS) {
    if (marks.has(hour)) return true;
  }
  return false;
}

const moment = (milliseconds: number) => sql`${new Date(milliseconds).toISOString()}::timestamptz`;
