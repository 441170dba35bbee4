import { SeriesSwatch } from "@/components/charts/series-swatch";
import { formatCount } from "@/components/format/count";
import { PageLink } from "@/components/frame/page-link";
import { valueLabel } from "@/components/properties/chart-data";
import { FigureCell } from "@/components/properties/figure-cell";
import type { SeenCells } from "@/components/properties/seen-cell";
import type { Column } from "@/components/properties/table-columns";
import type { TableEntry } from "@/components/properties/table-entries";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import type { PropertyTableRow } from "@/lib/query/property-table";

type ValueRowProps = {
  entry: TableEntry;
  columns: readonly Column[];
  /** The largest figure of each column: what its bars are measured by. */
  largest: ReadonlyMap<string, number>;
  seen: SeenCells;
  /** Values that are part of Other. */
  hiddenValues: number;
  /** Null: it cannot be chosen. */
  selected: boolean | null;
  onSelect: (selected: boolean) => void;
};

/** The figures of one value, of Other or of Untagged. */
export function ValueRow({ entry, columns, largest, seen, hiddenValues, selected, onSelect }: ValueRowProps) {
  const { row, href, color } = entry;
  const ground = selected ? "bg-selected" : "bg-surface group-hover:bg-hover";
  return (
    <tr
      data-kind={row.kind}
      className={classNames("group h-11 border-t first:border-t-0", selected ? "bg-selected" : "hover:bg-hover")}
    >
      <td className={classNames("sticky left-0 w-8 pr-1 pl-3 [&>button]:align-middle", ground)}>
        {selected === null ? null : (
          <Checkbox
            aria-label={`Select ${nameOf(row)}`}
            checked={selected}
            onCheckedChange={(checked) => onSelect(checked === true)}
          />
        )}
      </td>
      <th scope="row" className={classNames("sticky left-8 max-w-64 min-w-32 pr-4 pl-2 text-left font-normal", ground)}>
        <span className="flex items-center gap-2">
          <SeriesSwatch color={color} kind={row.kind} />
          {href === null ? (
            <RowName row={row} hiddenValues={hiddenValues} />
          ) : (
            <PageLink
              href={href}
              dir="auto"
              className="min-w-0 truncate underline-offset-4 hover:underline"
              title={nameOf(row)}
            >
              <RowName row={row} hiddenValues={hiddenValues} />
            </PageLink>
          )}
        </span>
      </th>
      {columns.map((column) => (
        <FigureCell key={column.id} column={column} entry={entry} largest={largest.get(column.id) ?? 0} seen={seen} />
      ))}
    </tr>
  );
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
