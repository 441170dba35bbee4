import { type Covered, cover, type Stretch } from "./cover";
import type { CleanCell, RollupState } from "./read-state";

/** Which days, hours and stretches of facts together are the whole range, each once. */
export type Plan = { days: Covered["cells"]; hours: Covered["cells"]; facts: Stretch[] };

/** More gaps than this are many branches of a statement; one scan is faster then. */
const MOST_GAPS = 60;

/** Days where they fit, hours where no day does, facts for the rest; or why facts alone are better. */
export function planPieces(
  state: RollupState,
  fields: readonly number[],
  stretches: readonly Stretch[],
): Plan | { reason: string } {
  const holds = (cell: CleanCell) => {
    const held = fields.length === 2 ? cell.paired : cell.fields;
    return fields.every((field) => held.has(field));
  };
  const days = cover(stretches, state.days.filter(holds));
  const hours = cover(days.gaps, state.hours.filter(holds));
  if (days.cells.length + hours.cells.length === 0) return { reason: "nothing of the range is rolled up" };
  if (hours.gaps.length > MOST_GAPS) return { reason: "much of the range waits to be rolled up again" };
  return { days: days.cells, hours: hours.cells, facts: hours.gaps };
}
