import type { CrossTab, CrossTabCell, CrossTabLine } from "@/lib/query/cross-tab";

/** A line and where the answer has it. */
export type PlacedLine = CrossTabLine & { index: number };

/** A cross-tab as it is shown: `cells[row.index][column.index]`. */
export type Arranged = { rows: PlacedLine[]; columns: PlacedLine[] };

type Direction = "row" | "column";

/** How lines are named in an order: `v:paid`, `other`, `untagged`. */
export function sortName({ kind, value }: Pick<CrossTabLine, "kind" | "value">): string {
  return kind === "value" ? `v:${value ?? ""}` : kind;
}

export function readLineSort(sort: string): { by: string; descending: boolean } {
  return { by: sort.replace(/^-/, ""), descending: sort.startsWith("-") };
}

/**
 * Rows and columns in the orders asked for: by their totals (`total`), by name, or by their cells in one line of the other
 * side. Other and Untagged stay last; what has no figure comes after what has one; an order by a line that is not shown
 * is the order by totals.
 */
export function arrangeLines(table: CrossTab, rowSort: string, columnSort: string): Arranged {
  return {
    rows: sorted(table.rows, rowSort, (index, by) => figureAt(table, "row", index, by)),
    columns: sorted(table.columns, columnSort, (index, by) => figureAt(table, "column", index, by)),
  };
}

const KIND_ORDER = { value: 0, other: 1, untagged: 2 };

function sorted(
  lines: readonly CrossTabLine[],
  sort: string,
  figureOf: (index: number, by: string) => number | null,
): PlacedLine[] {
  const { by, descending } = readLineSort(sort);
  const placed = lines.map((line, index) => ({ ...line, index }));
  return placed.sort((a, b) => {
    const byKind = KIND_ORDER[a.kind] - KIND_ORDER[b.kind];
    if (byKind !== 0) return byKind;
    if (by === "name") return compareText(a.value ?? "", b.value ?? "") * (descending ? -1 : 1);
    const [first, second] = [figureOf(a.index, by), figureOf(b.index, by)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return (descending ? second - first : first - second) || a.index - b.index;
  });
}

function figureAt(table: CrossTab, side: Direction, index: number, by: string): number | null {
  const others = side === "row" ? table.columns : table.rows;
  const other = others.findIndex((line) => sortName(line) === by);
  const lines = side === "row" ? table.rows : table.columns;
  if (other === -1) return lines[index]?.total.figure ?? null;
  const cell = side === "row" ? table.cells[index]?.[other] : table.cells[other]?.[index];
  return knownFigure(cell ?? null);
}

function knownFigure(cell: CrossTabCell | null): number | null {
  return cell?.figure ?? null;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
