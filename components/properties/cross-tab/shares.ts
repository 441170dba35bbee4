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
 * How dark each cell is, 0 to HEAT_STEPS. Where the metric adds up: by the share shown, so that a small row can be compared
 * with a large one. Where it does not: by rank, as one outlier would leave all others pale.
 */
export function heatSteps(table: CrossTab, of: ShareOf): number[][] {
  const { additive } = METRICS[table.metric];
  const values = table.cells.map((cells, row) =>
    cells.map((cell, column) => (additive ? shareAt(table, row, column, of) : (cell?.figure ?? null))),
  );
  const known = values.flat().filter((value) => value !== null);
  const most = Math.max(0, ...known);
  const ranked = [...new Set(known)].sort((a, b) => a - b);
  return values.map((cells) =>
    cells.map((value) => {
      if (value === null || value === 0) return 0;
      return Math.ceil((additive ? value / most : (ranked.indexOf(value) + 1) / ranked.length) * HEAT_STEPS);
    }),
  );
}
