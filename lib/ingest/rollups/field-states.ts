import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { GRAINS, type Grain, rollupFields } from "@/db/rollup-schema";
import { MOST_PAIRED_VALUES, MOST_SUMMED_VALUES, MOST_VALUES } from "./choose-fields";
import type { FieldState, RollupField } from "./fields";

/** A field comes back only when it has stayed under half of the limit for this long: nights and weekends are quiet. */
const QUIET_DAYS = 7;
const DAY_MS = 86_400_000;
const RANK: Record<FieldState, number> = { none: 0, sums: 1, singles: 2, pairs: 3 };

/** What a number of values in one cell allows. */
function allowedState(values: number, grain: Grain): FieldState {
  if (values > MOST_SUMMED_VALUES) return "none";
  if (values > MOST_VALUES[grain]) return "sums";
  return values > MOST_PAIRED_VALUES ? "singles" : "pairs";
}

type Cell = { grain: Grain; start: Date; values: ReadonlyMap<number, number> };
type Executor = Pick<Database, "select" | "insert" | "update" | "delete">;

/** Takes fields out that had too many values in a cell, and back in when they had few for days. Returns the new states. */
export async function updateFieldStates(
  database: Executor,
  projectId: number,
  fields: readonly RollupField[],
  cell: Cell,
): Promise<RollupField[]> {
  const updated: RollupField[] = [];
  for (const field of fields) {
    const values = cell.values.get(field.id);
    const state = values === undefined ? field.state : await updateState(database, projectId, field, values, cell);
    updated.push({ ...field, state });
  }
  return updated;
}

async function updateState(
  database: Executor,
  projectId: number,
  field: RollupField,
  values: number,
  cell: Cell,
): Promise<FieldState> {
  const here = and(eq(rollupFields.projectId, projectId), eq(rollupFields.fieldId, field.id));
  const allowed = lower(allowedState(values, cell.grain), field.most);
  if (RANK[allowed] < RANK[field.state]) return limitTo(allowed);
  if (field.state === field.most || cell.grain === GRAINS.hour) return field.state;
  const calm = lower(calmState(values), field.most);
  if (RANK[calm] <= RANK[field.state]) {
    await database.update(rollupFields).set({ seenAt: cell.start }).where(here);
    return field.state;
  }
  const [row] = await database.select({ seenAt: rollupFields.seenAt }).from(rollupFields).where(here);
  if (row && cell.start.getTime() - row.seenAt.getTime() < QUIET_DAYS * DAY_MS) return field.state;
  return limitTo(calm);

  async function limitTo(state: FieldState): Promise<FieldState> {
    await database.delete(rollupFields).where(here);
    if (state === field.most || state === "pairs") return state;
    const row = { state, reason: reasonOf(values, cell), seenAt: cell.start };
    await database.insert(rollupFields).values({ projectId, fieldId: field.id, ...row });
    return state;
  }
}

/** What a number of values in a day allows a field that had too many before: half of the limits. */
function calmState(values: number): FieldState {
  if (values > MOST_SUMMED_VALUES / 2) return "none";
  if (values > MOST_VALUES[GRAINS.hour] / 2) return "sums";
  return values > MOST_PAIRED_VALUES / 2 ? "singles" : "pairs";
}

function lower(one: FieldState, other: FieldState): FieldState {
  return RANK[one] < RANK[other] ? one : other;
}

function reasonOf(values: number, cell: Cell): string {
  const length = cell.grain === GRAINS.hour ? "hour" : "day";
  return `${values} values in the ${length} from ${cell.start.toISOString()}`;
}
