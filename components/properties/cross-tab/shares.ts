import type { ShareOf } from "@/lib/filters/cross-tab-params";
import { METRICS } from "@/lib/filters/metrics";
import type { CrossTab } from "@/lib/query/cross-tab";

/** Steps of the heat map above "nothing". */
export const HEAT_STEPS = 6;

/** A cell's share of its row, its column or everything, 0 to 1; null for what does not add up, or of nothing. */
export function shareAt(table: CrossTab, row: number, column: number, of: ShareOf): number | null {
  if (!METRICS[table.metric].additive) return null;
  const whole = { row: table.rows[row]?.total, column: table.columns[column]?.total, all: table.total }[of]?.figure;
  const figure = table.cells[row]?.[column]?.figure ?? null;
  return whole === null || whole === undefined || whole === 0 || figure === null ? null : figure / whole;
}

/**
 * How dark each cell is, 0 to HEAT_STEPS: by the share shown where the metric adds up, so that a small row can be compared
 * with a large one; by the figure from the smallest to the largest where it does not (rates from nothing on).
 */
export function heatSteps(table: CrossTab, of: ShareOf): number[][] {
  const { additive, unit } = METRICS[table.metric];
  const values = table.cells.map((cells, row) =>
    cells.map((cell, column) => (additive ? shareAt(table, row, column, of) : (cell?.figure ?? null))),
  );
  const known = values.flat().filter((value) => value !== null);
  const most = Math.max(0, ...known);
  const least = additive || unit === "share" ? 0 : Math.min(most, ...known);
  return values.map((cells) => cells.map((value) => stepOf(value, least, most, additive)));
}

function stepOf(value: number | null, least: number, most: number, fromNothing: boolean): number {
  if (value === null || most === 0 || (value === 0 && least === 0)) return 0;
  if (most === least) return fromNothing ? HEAT_STEPS : 1;
  return Math.max(1, Math.ceil(((value - least) / (most - least)) * HEAT_STEPS));
}
