import { formatExactFigure, formatFigure } from "@/components/charts/unit-format";
import { formatCount } from "@/components/format/count";
import { UnpricedNote } from "@/components/properties/unpriced-note";
import { Figure } from "@/components/properties/value-row";
import type { PropertyTotals } from "@/lib/query/property-summary";

/** Everything in range and filter, whatever is searched for: the same figures as the cards. */
export function TotalsRow({ totals }: { totals: PropertyTotals }) {
  const priced = totals.requests - totals.unpriced;
  const costAvg = totals.cost === null || priced === 0 ? null : totals.cost / priced;
  return (
    <tfoot>
      <tr className="h-10 border-t border-line-strong font-medium">
        <th scope="row" className="sticky left-0 bg-surface px-4 text-left font-medium">
          All requests
        </th>
        <td className="px-2.5 whitespace-nowrap">
          <span className="flex items-baseline justify-end gap-2">
            {formatCount(totals.requests)}
            <span className="w-13 text-right font-normal text-muted text-xs">100.0 %</span>
          </span>
        </td>
        <td className="px-2.5 whitespace-nowrap" title={formatExactFigure(totals.cost, "usd")}>
          <span className="flex items-baseline justify-end gap-2">
            {totals.cost === null ? <UnpricedNote unpriced={totals.unpriced} /> : formatFigure(totals.cost, "usd")}
            <span className="w-13 text-right font-normal text-muted text-xs">{totals.cost ? "100.0 %" : ""}</span>
          </span>
        </td>
        <Figure title={formatExactFigure(costAvg, "usd")}>{formatFigure(costAvg, "usd")}</Figure>
        <Figure>{formatCount(totals.inputTokens)}</Figure>
        <Figure>{formatCount(totals.outputTokens)}</Figure>
        <Figure title={formatExactFigure(totals.latencyAvg, "ms")}>{formatFigure(totals.latencyAvg, "ms")}</Figure>
        <Figure title={formatExactFigure(totals.latencyP95, "ms")}>{formatFigure(totals.latencyP95, "ms")}</Figure>
        <Figure title={`${formatCount(totals.errors)} failed`}>{formatFigure(totals.errorRate, "share")}</Figure>
      </tr>
    </tfoot>
  );
}
