import { type Covered, cover, type Stretch } from "./cover";
import type { CleanCell, RollupState } from "./read-state";

/** Which days, hours and stretches of facts together are the whole range, each once. */
export type Plan = {
  days: Covered["cells"];
  hours: Covered["cells"];
  /** Weeks and days of which there are sums by value only. */
  weeks: Stretch[];
  sums: Stretch[];
  facts: Stretch[];
};

export type Asked = {
  /** Ids of the fields that are read, at most two. */
  fields: readonly number[];
  /** Whether days with a row for each of many thousand values are of use. */
  takesSums: boolean;
  /** Whether they need histograms for that. */
  needsHistograms: boolean;
  /** Whether weeks are: they have no histograms, and nothing of them is taken away from whole days. */
  takesWeeks: boolean;
};

/** More gaps than this are many branches of a statement; one scan is faster then. */
const MOST_GAPS = 60;

/** Days where they fit, hours where no day does, facts for the rest; or why facts alone are better. */
export function planPieces(
  state: RollupState,
  { fields, takesSums, needsHistograms, takesWeeks }: Asked,
  stretches: readonly Stretch[],
): Plan | { reason: string } {
  const holds = (cell: CleanCell) => {
    const held = fields.length === 2 ? cell.paired : cell.fields;
    return fields.every((field) => held.has(field));
  };
  const hasSums = ({ summed, histograms }: CleanCell) =>
    takesSums && fields.length === 1 && (histograms || !needsHistograms) && fields.every((id) => summed.has(id));
  const summed = new Map(state.days.flatMap((day) => (!holds(day) && hasSums(day) ? [[day.start, day.until]] : [])));
  const ends = new Map(state.weeks.map(({ start, until }) => [start, until]));
  const weeks = cover(stretches, takesWeeks ? state.weeks.filter(hasSums) : []);
  const days = cover(
    weeks.gaps,
    state.days.filter((day) => holds(day) || summed.has(day.start)),
  );
  const hours = cover(days.gaps, state.hours.filter(holds));
  if (weeks.cells.length + days.cells.length + hours.cells.length === 0)
    return { reason: "nothing of the range is rolled up" };
  if (hours.gaps.length > MOST_GAPS) return { reason: "much of the range waits to be rolled up again" };
  return {
    weeks: stretchesOf(weeks.cells, ends),
    days: days.cells.filter(({ start }) => !summed.has(start)),
    hours: hours.cells,
    sums: stretchesOf(days.cells, summed),
    facts: hours.gaps,
  };
}

/** Those cells whose end is known, with it. */
function stretchesOf(cells: Covered["cells"], ends: ReadonlyMap<number, number>): Stretch[] {
  return cells.flatMap(({ start, bucket }) => {
    const to = ends.get(start);
    return to === undefined ? [] : [{ from: start, to, bucket }];
  });
}
