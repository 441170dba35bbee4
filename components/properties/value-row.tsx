import Link from "next/link";
import { SeriesSwatch } from "@/components/charts/series-swatch";
import { ABSENT, formatExactFigure, formatFigure } from "@/components/charts/unit-format";
import { formatCount } from "@/components/format/count";
import { valueLabel } from "@/components/properties/chart-data";
import { ShareCell } from "@/components/properties/share-cell";
import type { TableEntry } from "@/components/properties/table-entries";
import { UnpricedNote } from "@/components/properties/unpriced-note";
import type { PropertyTableRow } from "@/lib/query/property-table";

type ValueRowProps = {
  entry: TableEntry;
  /** Values that are part of Other. */
  hiddenValues: number;
};

/** The figures of one value, of Other or of Untagged. */
export function ValueRow({ entry, hiddenValues }: ValueRowProps) {
  const { row, href, color, requestShare, costShare } = entry;
  return (
    <tr data-kind={row.kind} className="group h-11 border-t hover:bg-hover">
      <th
        scope="row"
        className="sticky left-0 max-w-64 min-w-32 bg-surface px-4 text-left font-normal group-hover:bg-hover"
      >
        <span className="flex items-center gap-2">
          <SeriesSwatch color={color} kind={row.kind} />
          {href === null ? (
            <RowName row={row} hiddenValues={hiddenValues} />
          ) : (
            <Link href={href} className="min-w-0 truncate underline-offset-4 hover:underline" title={nameOf(row)}>
              <RowName row={row} hiddenValues={hiddenValues} />
            </Link>
          )}
        </span>
      </th>
      <ShareCell figure={formatCount(row.requests)} share={requestShare} fraction={row.requestShare} color={color} />
      <ShareCell
        figure={row.cost === null ? <UnpricedNote unpriced={row.unpriced} /> : formatFigure(row.cost, "usd")}
        title={row.cost === null ? undefined : costTitle(row)}
        share={costShare}
        fraction={row.costShare}
        color={color}
      />
      <Figure title={formatExactFigure(row.costAvg, "usd")}>{formatFigure(row.costAvg, "usd")}</Figure>
      <Figure>{formatCount(row.inputTokens)}</Figure>
      <Figure>{formatCount(row.outputTokens)}</Figure>
      <Figure title={formatExactFigure(row.latencyAvg, "ms")}>{formatFigure(row.latencyAvg, "ms")}</Figure>
      <Figure title={formatExactFigure(row.latencyP95, "ms")}>{formatFigure(row.latencyP95, "ms")}</Figure>
      <Figure title={`${formatCount(row.errors)} failed`}>
        <span className={errorTone(row.errorRate ?? 0)}>{formatFigure(row.errorRate, "share")}</span>
      </Figure>
    </tr>
  );
}

const MANY_ERRORS = 0.05;

/** Some errors are ordinary: only many stand out. */
function errorTone(rate: number): string {
  if (rate >= MANY_ERRORS) return "text-failed";
  return rate === 0 ? "text-muted" : "";
}

function RowName({ row, hiddenValues }: { row: PropertyTableRow; hiddenValues: number }) {
  if (row.kind === "value" && row.value !== "") return nameOf(row);
  return (
    <span className="text-muted">
      {nameOf(row)}
      {row.kind === "other" && hiddenValues > 0 ? ` (${formatCount(hiddenValues)})` : ""}
    </span>
  );
}

function nameOf(row: PropertyTableRow): string {
  if (row.kind === "untagged") return "Untagged";
  return row.kind === "other" ? "Other values" : valueLabel(row.value ?? "");
}

function costTitle(row: PropertyTableRow): string {
  const exact = formatExactFigure(row.cost, "usd");
  return row.unpriced === 0 ? exact : `${exact}, ${formatCount(row.unpriced)} unpriced requests left out`;
}

/** One right-aligned figure. */
export function Figure({ children, title }: { children: React.ReactNode; title?: string }) {
  return (
    <td className="px-2.5 text-right whitespace-nowrap last:pr-4" title={title === ABSENT ? undefined : title}>
      {children}
    </td>
  );
}
