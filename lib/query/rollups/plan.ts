import { type Covered, cover, type Stretch } from "./cover";
import type { CleanCell, RollupState } from "./read-state";

/** Which days, hours and stretches of facts together are the whole range, each once. */
export type Plan = {
  days: Covered["cells"];
  hours: Covered["cells"];
  /** Days of which there are sums by value only. */
  sums: Stretch[];
  facts: Stretch[];
};

export type Asked = {
  /** Ids of the fields that are read, at most two. */
  fields: readonly number[];
  /** Whether days without histograms are of use. */
  takesSums: boolean;
};

/** More gaps than this are many branches of a statement; one scan is faster then. */
const MOST_GAPS = 60;

/** Days where they fit, hours where no day does, facts for the rest; or why facts alone are better. */
export function planPieces(
  state: RollupState,
  { fields, takesSums }: Asked,
  stretches: readonly Stretch[],
): Plan | { reason: string } {
  const holds = (cell: CleanCell) => {
    const held = fields.length === 2 ? cell.paired : cell.fields;
    return fields.every((field) => held.has(field));
  };
  const hasSums = ({ summed }: CleanCell) => takesSums && fields.length === 1 && fields.every((id) => summed.has(id));
  const summed = new Map(state.days.flatMap((day) => (!holds(day) && hasSums(day) ? [[day.start, day.until]] : [])));
  const days = cover(
    stretches,
    state.days.filter((day) => holds(day) || summed.has(day.start)),
  );
  const hours = cover(days.gaps, state.hours.filter(holds));
  if (days.cells.length + hours.cells.length === 0) return { reason: "nothing of the range is rolled up" };
  if (hours.gaps.length > MOST_GAPS) return { reason: "much of the range waits to be rolled up again" };
  const sums = days.cells.flatMap(({ start, bucket }) => {
    const until = summed.get(start);
    return until === undefined ? [] : [{ from: start, to: until, bucket }];
  });
  return { days: days.cells.filter(({ start }) => !summed.has(start)), hours: hours.cells, sums, facts: hours.gaps };
}
