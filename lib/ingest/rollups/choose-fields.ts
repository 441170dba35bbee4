import { GRAINS, type Grain } from "@/db/rollup-schema";
import type { FieldState } from "./fields";

/** A field with more values than this in one hour or day has no histograms: only sums by day. */
export const MOST_VALUES = { [GRAINS.hour]: 1000, [GRAINS.day]: 2000 } satisfies Record<Grain, number>;
/** Fields with more values than this take no part in pairs. */
export const MOST_PAIRED_VALUES = 200;
/** A field with more values than this in one day is left out: reading facts is as fast then. */
export const MOST_SUMMED_VALUES = 200_000;
/** For the same reason a value has to stand for so many requests on average to be summed up by day. */
const FEWEST_REQUESTS = 2;
/** Pairs of one cell may become this many rows at most; never more than it has requests, or facts are read faster. */
const MOST_PAIR_ROWS = 100_000;

type Candidate = { id: number; state: FieldState };

export type CellFields = {
  /** Ids, ascending: what is built of the cell. */
  fields: number[];
  paired: number[];
  /** Those whose values are only summed up, without histograms; of days only. */
  summed: number[];
  /** What would have been built, were there not too many values. */
  askedFields: number[];
  askedPaired: number[];
  askedSummed: number[];
};

/** What of a project's fields is wanted of any cell. */
export function askedOf(candidates: readonly Candidate[], withPairs: boolean) {
  const having = (...states: FieldState[]) =>
    candidates.filter(({ state }) => states.includes(state)).map(({ id }) => id);
  return {
    askedFields: having("pairs", "singles"),
    askedPaired: withPairs ? having("pairs") : [],
    askedSummed: having("sums"),
  };
}

/** Which fields one cell is built with, given how many values each has in it. */
export function chooseFields(
  candidates: readonly Candidate[],
  cell: { grain: Grain; requests: number; values: ReadonlyMap<number, number>; withPairs: boolean },
): CellFields {
  const asked = askedOf(candidates, cell.withPairs);
  const valuesOf = (id: number) => cell.values.get(id) ?? 0;
  const fields = asked.askedFields.filter((id) => valuesOf(id) <= MOST_VALUES[cell.grain]);
  const most = Math.min(MOST_SUMMED_VALUES, cell.requests / FEWEST_REQUESTS);
  const many = [...asked.askedFields.filter((id) => !fields.includes(id)), ...asked.askedSummed];
  const summed = cell.grain === GRAINS.day ? many.filter((id) => valuesOf(id) <= most) : [];
  const pairable = asked.askedPaired
    .filter((id) => valuesOf(id) <= MOST_PAIRED_VALUES)
    .sort((one, other) => valuesOf(one) - valuesOf(other) || one - other);
  const budget = Math.min(MOST_PAIR_ROWS, cell.requests);
  const paired: number[] = [];
  let rows = 0;
  for (const id of pairable) {
    for (const other of paired) rows += Math.min(cell.requests, valuesOf(id) * valuesOf(other));
    if (rows > budget) break;
    paired.push(id);
  }
  return { ...asked, fields, paired: inOrder(paired), summed: inOrder(summed) };
}

const inOrder = (ids: number[]) => ids.sort((one, other) => one - other);
