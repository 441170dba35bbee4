import { formatFigure } from "@/components/charts/unit-format";
import { formatCount } from "@/components/format/count";
import { quoteName } from "@/components/format/quote-name";
import { formatRate } from "@/components/format/share";
import { CHART_UNITS, valueLabel } from "@/components/properties/chart-data";
import { shareAt } from "@/components/properties/cross-tab/shares";
import { untaggedLabel } from "@/lib/filters/chips";
import type { ShareOf } from "@/lib/filters/cross-tab-params";
import { METRICS, type Metric } from "@/lib/filters/metrics";
import type { CrossTab, CrossTabLine } from "@/lib/query/cross-tab";

/** What people read of a row's or a column's head. */
export function lineName({ field, kind, value }: Pick<CrossTabLine, "field" | "kind" | "value">): string {
  if (kind === "untagged") return untaggedLabel(field);
  return kind === "other" ? "Other" : valueLabel(value ?? "");
}

export function figureText(value: number | null, metric: Metric, requests: number): string {
  if (value === null && METRICS[metric].unit === "usd" && requests > 0) return "unpriced";
  return formatFigure(value, CHART_UNITS[METRICS[metric].unit]);
}

export const SHARE_LABELS: Record<ShareOf, string> = {
  row: "of its row",
  column: "of its column",
  all: "of all",
};

/** Everything about one cell: `free, spellcheck: 1,204 requests; 30.1 % of free, 61.0 % of spellcheck, 12.0 % of all`. */
export function cellWords(table: CrossTab, row: number, column: number): string {
  const [rowLine, columnLine] = [table.rows[row], table.columns[column]];
  if (rowLine === undefined || columnLine === undefined) return "";
  const [rowName, columnName] = [quoteName(lineName(rowLine)), quoteName(lineName(columnLine))];
  const names = `${rowName}, ${columnName}`;
  const cell = table.cells[row]?.[column] ?? null;
  if (cell === null) return `${names}: no requests`;
  const requests = `${formatCount(cell.requests)} ${cell.requests === 1 ? "request" : "requests"}`;
  const label = METRICS[table.metric].label.toLowerCase();
  const figure =
    table.metric === "requests" ? "" : `${label} ${figureText(cell.figure, table.metric, cell.requests)}, `;
  const shares = (["row", "column", "all"] as const).flatMap((of) => {
    const share = shareAt(table, row, column, of);
    const whole = { row: rowName, column: columnName, all: "all" }[of];
    return share === null ? [] : [`${formatRate(share)} of ${whole}`];
  });
  return `${names}: ${figure}${requests}${shares.length === 0 ? "" : `; ${shares.join(", ")}`}`;
}

/** Rows with less than this share of all are no ground for a sentence. */
const LEAST_OF_ALL = 0.01;

/**
 * Where rows differ most, as a sentence: `spellcheck makes up 53.3 % of free’s requests and 19.5 % of paid’s: 2.7 times as
 * much.` Null when the metric does not add up or there are no two rows to compare.
 */
export function differenceWords(table: CrossTab): string | null {
  const all = table.total.figure;
  if (!METRICS[table.metric].additive || all === null || all === 0) return null;
  const rows = table.rows.flatMap((line, index) =>
    line.kind === "value" && (line.total.figure ?? 0) >= all * LEAST_OF_ALL ? [index] : [],
  );
  const found = table.columns.flatMap((line, column) => {
    if (line.kind !== "value") return [];
    const shares = rows.map((row) => ({ row, share: shareAt(table, row, column, "row") ?? 0 }));
    const [most, least] = [extreme(shares, 1), extreme(shares, -1)];
    return most === null || least === null ? [] : [{ column, most, least }];
  });
  const [widest] = found.sort((a, b) => b.most.share - b.least.share - (a.most.share - a.least.share));
  if (widest === undefined || widest.most.row === widest.least.row || widest.most.share === widest.least.share)
    return null;
  const name = (lines: CrossTabLine[], index: number) => {
    const line = lines[index];
    return line === undefined ? "" : quoteName(lineName(line));
  };
  const { most, least } = widest;
  const label = METRICS[table.metric].label.toLowerCase();
  const times = least.share === 0 ? "" : `: ${(most.share / least.share).toFixed(1)} times as much`;
  const column = name(table.columns, widest.column);
  const [first, second] = [name(table.rows, most.row), name(table.rows, least.row)];
  return `${column} makes up ${formatRate(most.share)} of ${first}’s ${label} and ${formatRate(least.share)} of ${second}’s${times}.`;
}

type Shared = { row: number; share: number };

function extreme(shares: readonly Shared[], sign: 1 | -1): Shared | null {
  return shares.reduce<Shared | null>(
    (best, each) => (best === null || (each.share - best.share) * sign > 0 ? each : best),
    null,
  );
}
