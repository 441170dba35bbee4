import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { type Filter, isLeaf } from "@/lib/filters/filter";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { chooseSource } from "./choose-source";
import type { QueryContext, Reader, SnapshotReader } from "./context";
import type { FieldCodes } from "./resolve-fields";
import { groupedPieces } from "./rollups/grouped-pieces";
import { isPercentile, survivesSubtraction } from "./rollups/piece-metrics";
import { type Plan, planPieces } from "./rollups/plan";
import { type RollupState, readState } from "./rollups/read-state";
import { type Grouped, groupedSelect } from "./sql/grouped";
import type { QueryMeta } from "./types";

/** Which tables answered, and why. */
export type Choice = Pick<QueryMeta, "source" | "reason">;
/** A select with the columns `bucket`, `g0`..., `m0`..., and where it reads. */
export type Answer = {
  groups: SQL;
  choice: Choice;
  /** Milliseconds of the range up to now that are read from facts; Infinity: all of it. */
  factsMs: number;
  /** Read from sums of a field with many thousands of values. */
  manyValues: boolean;
};

/**
 * Groups from rollups where these are up to date and from facts for the rest, in one snapshot: the same answer as from
 * facts alone. `run` is given the groups as a select with the columns `bucket`, `g0`..., `m0`...
 */
export async function answerGroups<Rows>(
  context: QueryContext,
  grouped: Grouped,
  codes: FieldCodes,
  run: (reader: Reader, groups: SQL) => Promise<Rows>,
): Promise<{ rows: Rows; choice: Choice }> {
  const source = chooseSource(grouped, codes);
  if ("reason" in source) {
    const { groups, choice } = fromFacts(grouped, codes, source.reason);
    return { rows: await inSnapshot(context, (reader) => run(reader, groups)), choice };
  }
  return inSnapshot(context, async (reader) => {
    const state = await readState(reader, codes.projectId, source.stretches);
    const { groups, choice } = await answer(reader, grouped, codes, state);
    return { rows: await run(reader, groups), choice };
  });
}

const NOTHING_CLEAN: RollupState = { weeks: [], days: [], hours: [] };

/** A further question in the same snapshot. */
export type Ask = (question: Grouped) => Promise<Answer>;

/** The same for several questions: with one look at what is up to date for all that share a range (and its buckets). */
export async function answerAll<Rows>(
  context: QueryContext,
  questions: readonly Grouped[],
  codes: FieldCodes,
  run: (reader: SnapshotReader, answers: Answer[], ask: Ask) => Promise<Rows>,
): Promise<Rows> {
  return inSnapshot(context, async (reader) => {
    const states = new Map<ResolvedRange, RollupState>();
    const ask = async (question: Grouped) => {
      const source = chooseSource(question, codes);
      if ("fields" in source && !states.has(question.range))
        states.set(question.range, await readState(reader, codes.projectId, source.stretches));
      return answer(reader, question, codes, states.get(question.range) ?? NOTHING_CLEAN);
    };
    const answers: Answer[] = [];
    for (const question of questions) answers.push(await ask(question));
    return run(reader, answers, ask);
  });
}

async function answer(reader: Reader, grouped: Grouped, codes: FieldCodes, state: RollupState): Promise<Answer> {
  const source = chooseSource(grouped, codes);
  if ("reason" in source) return fromFacts(grouped, codes, source.reason);
  const { fields, stretches } = source;
  const split = splitCodes(grouped);
  const needsHistograms = grouped.metrics.some(isPercentile);
  const takesSums = split !== null || !needsHistograms || namesValues(grouped.filter);
  const takesWeeks = split === null && !needsHistograms;
  const asked = { fields: fields.map(({ id }) => id), takesSums, needsHistograms, takesWeeks };
  const plan = planPieces(state, asked, stretches);
  if ("reason" in plan) return fromFacts(grouped, codes, plan.reason);
  const groups = await groupedPieces(reader, grouped, codes, { projectId: codes.projectId, fields, plan, split });
  const manyValues = plan.weeks.length + plan.sums.length > 0;
  return { groups, choice: choiceOf(plan), factsMs: passedMs(plan.facts), manyValues };
}

/** The codes of the values that are told from all others, when these need not be read one by one. */
function splitCodes({ split, filter, metrics }: Grouped): number[] | null {
  if (split === undefined || filter !== null || !metrics.every(survivesSubtraction)) return null;
  const codes = split.filter((value) => typeof value === "number");
  return codes.length === split.length ? codes : null;
}

/** Whether a filter lets through named values (or untagged) only: of the one field that it then is about. */
function namesValues(filter: Filter | null): boolean {
  if (filter === null) return false;
  if (isLeaf(filter)) return filter.op === "is" || filter.op === "is_unset";
  if ("or" in filter) return filter.or.every(namesValues);
  return "and" in filter && filter.and.some(namesValues);
}

/** How long the stretches are together, as far as they have passed. */
function passedMs(stretches: Plan["facts"]): number {
  const now = Date.now();
  return stretches.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, now) - from), 0);
}

function fromFacts(grouped: Grouped, codes: FieldCodes, reason: string): Answer {
  return {
    groups: groupedSelect(grouped, codes),
    choice: { source: "facts", reason },
    factsMs: Number.POSITIVE_INFINITY,
    manyValues: false,
  };
}

function inSnapshot<T>(context: QueryContext, read: (reader: SnapshotReader) => Promise<T>): Promise<T> {
  return context.database.transaction(
    async (transaction) => {
      // The planner takes "one of these 50, or other" for as many groups as the column has values, and would sort every
      // request on disk: 15 s instead of 2 for a property of 400,000 values among 8 million requests.
      await transaction.execute(sql`set local enable_sort = off`);
      return read({ ...context, database: transaction });
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

function choiceOf({ weeks, days, hours, sums, facts }: Plan): Choice {
  const whole = days.length + sums.length;
  const parts = [
    ...(weeks.length > 0 ? [`${weeks.length} weeks`] : []),
    ...(whole > 0 ? [`${whole} days`] : []),
    ...(hours.length > 0 ? [`${hours.length} hours`] : []),
    ...(facts.length > 0 ? [`${facts.length} stretches of requests`] : []),
  ];
  return { source: facts.length > 0 ? "rollups+facts" : "rollups", reason: `summed up from ${parts.join(", ")}` };
}
