import { formatExactFigure, formatFigure } from "@/components/charts/unit-format";
import { formatCount } from "@/components/format/count";
import { ChangeText } from "@/components/properties/change-text";
import { Figure } from "@/components/properties/figure-cell";
import { SeenCell, type SeenCells } from "@/components/properties/seen-cell";
import type { Column, Figures } from "@/components/properties/table-columns";
import { UnpricedNote } from "@/components/properties/unpriced-note";

type TotalsRowProps = { totals: Figures; columns: readonly Column[]; seen: SeenCells };

/** Everything in range and filter, whatever is searched for: the same figures as the cards. */
export function TotalsRow({ totals, columns, seen }: TotalsRowProps) {
  return (
    <tfoot>
      <tr className="h-10 border-t border-line-strong font-medium">
        <td className="sticky left-0 bg-surface" />
        <th scope="row" className="sticky left-8 bg-surface pr-4 pl-2 text-left font-medium whitespace-nowrap">
          All requests
        </th>
        {columns.map((column) => (
          <TotalCell key={column.id} column={column} totals={totals} seen={seen} />
        ))}
      </tr>
    </tfoot>
  );
}

function TotalCell({ column, totals, seen }: { column: Column; totals: Figures; seen: SeenCells }) {
  const figure = column.figure(totals);
  if (column.kind === "seen") {
    return (
      <Figure>
        <SeenCell seen={seen} row={{ kind: "all", value: null }} column={column.id} />
      </Figure>
    );
  }
  if (column.kind === "change") {
    const before = column.id === "cost_change" ? totals.previous?.cost : totals.previous?.requests;
    return (
      <Figure>
        <ChangeText current={figure} previous={totals.previous === null ? null : (before ?? null)} unit={column.unit} />
      </Figure>
    );
  }
  if (column.kind === "share") {
    const unpriced = column.id === "cost" && figure === null;
    return (
      <td className="px-2 whitespace-nowrap last:pr-4" title={formatExactFigure(figure, column.unit)}>
        <span className="flex items-baseline justify-end gap-2">
          {unpriced ? <UnpricedNote unpriced={totals.unpriced} /> : formatFigure(figure, column.unit)}
          <span className="w-13 text-right font-normal text-muted text-xs">{figure ? "100.0 %" : ""}</span>
        </span>
      </td>
    );
  }
  const title = column.id === "error_rate" ? `${formatCount(totals.errors)} failed` : null;
  return <Figure title={title ?? formatExactFigure(figure, column.unit)}>{formatFigure(figure, column.unit)}</Figure>;
}
