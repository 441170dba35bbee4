import type { ReactNode } from "react";
import { ABSENT, formatExactFigure, formatFigure } from "@/components/charts/unit-format";
import { formatCount } from "@/components/format/count";
import { ChangeText } from "@/components/properties/change-text";
import { SeenCell, type SeenCells } from "@/components/properties/seen-cell";
import { CellBar, ShareCell } from "@/components/properties/share-cell";
import type { Column } from "@/components/properties/table-columns";
import type { TableEntry } from "@/components/properties/table-entries";
import { UnpricedNote } from "@/components/properties/unpriced-note";
import type { PropertyTableRow } from "@/lib/query/property-table";

type FigureCellProps = { column: Column; entry: TableEntry; largest: number; seen: SeenCells };

/** One figure of one value. */
export function FigureCell({ column, entry, largest, seen }: FigureCellProps) {
  const { row } = entry;
  const figure = column.figure(row);
  if (column.kind === "seen") {
    return (
      <Figure>
        <SeenCell seen={seen} row={row} column={column.id} />
      </Figure>
    );
  }
  if (column.kind === "change") {
    const before = column.id === "cost_change" ? row.previous?.cost : row.previous?.requests;
    return (
      <Figure>
        <ChangeText current={figure} previous={row.previous === null ? null : (before ?? null)} unit={column.unit} />
      </Figure>
    );
  }
  if (column.kind === "share") return <Share column={column} entry={entry} />;
  return (
    <Figure title={titleOf(column, row, figure)}>
      <span className={toneOf(column, figure)}>{formatFigure(figure, column.unit)}</span>
      <CellBar fraction={largest === 0 ? 0 : (figure ?? 0) / largest} color="var(--data-other)" />
    </Figure>
  );
}

function Share({ column, entry }: Pick<FigureCellProps, "column" | "entry">) {
  const { row, color, requestShare, costShare } = entry;
  if (column.id === "requests") {
    return (
      <ShareCell figure={formatCount(row.requests)} share={requestShare} fraction={row.requestShare} color={color} />
    );
  }
  return (
    <ShareCell
      figure={row.cost === null ? <UnpricedNote unpriced={row.unpriced} /> : formatFigure(row.cost, "usd")}
      title={row.cost === null ? undefined : costTitle(row)}
      share={costShare}
      fraction={row.costShare}
      color={color}
    />
  );
}

const MANY_ERRORS = 0.05;

/** Some errors are ordinary: only many stand out. */
function toneOf(column: Column, figure: number | null): string | undefined {
  if (column.id === "unpriced") return figure === 0 ? "text-muted" : undefined;
  if (column.id !== "error_rate") return undefined;
  if ((figure ?? 0) >= MANY_ERRORS) return "text-failed";
  return figure === 0 ? "text-muted" : undefined;
}

function titleOf(column: Column, row: PropertyTableRow, figure: number | null): string {
  return column.id === "error_rate" ? `${formatCount(row.errors)} failed` : formatExactFigure(figure, column.unit);
}

function costTitle(row: PropertyTableRow): string {
  const exact = formatExactFigure(row.cost, "usd");
  return row.unpriced === 0 ? exact : `${exact}, ${formatCount(row.unpriced)} unpriced requests left out`;
}

/** One right-aligned figure. */
export function Figure({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <td className="px-2 text-right whitespace-nowrap last:pr-4" title={title === ABSENT ? undefined : title}>
      {children}
    </td>
  );
}
