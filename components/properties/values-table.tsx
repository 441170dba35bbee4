"use client";

import { Download } from "lucide-react";
import { debounce } from "nuqs";
import { useState } from "react";
import { seriesColor } from "@/components/charts/series-color";
import type { DimensionChoice } from "@/components/filters/dimension-choices";
import { useFilter } from "@/components/filters/use-filter";
import { formatCount } from "@/components/format/count";
import { withoutChoice } from "@/components/properties/choose-values";
import { CrossWith } from "@/components/properties/cross-tab/cross-with";
import { Dimmed } from "@/components/properties/dimmed";
import { type ChartQuery, useChartColors } from "@/components/properties/metric-chart";
import type { SeenCells } from "@/components/properties/seen-cell";
import { SelectionBar } from "@/components/properties/selection-bar";
import { SortHeader } from "@/components/properties/sort-header";
import { type Column, type ColumnId, columnOf, type Figures } from "@/components/properties/table-columns";
import { TableColumnsMenu } from "@/components/properties/table-columns-menu";
import { arrange, sortedByServer, type TableEntry } from "@/components/properties/table-entries";
import { TablePager } from "@/components/properties/table-pager";
import { TotalsRow } from "@/components/properties/totals-row";
import { useFits } from "@/components/properties/use-fits";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { ValueRow } from "@/components/properties/value-row";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { SearchInput } from "@/components/ui/input";
import type { PropertyField } from "@/lib/filters/fields";

const TYPING_MS = 250;

export type ValuesTableProps = {
  field: PropertyField;
  entries: TableEntry[];
  /** The columns the entries have figures for. */
  figures: ColumnId[];
  /** Who and when, for the columns that tell it; null when none of them is shown. */
  seen: SeenCells;
  /** Different values there are; those without a row of their own are part of Other. */
  values: number;
  offset: number;
  pageSize: number;
  /** Every value has a row: sorting and searching need no server. */
  complete: boolean;
  /** Display name of the property. */
  dimension: string;
  totals: Figures;
  chart: ChartQuery;
  /** What the values can be crossed with. */
  choices: DimensionChoice[];
  /** Where all values are had as CSV. */
  exportHref: string;
};

/** One row per value, sortable and searchable; a value opens its requests, selected ones are compared alone. */
export function ValuesTable(props: ValuesTableProps) {
  const { field, entries, figures, values, complete, dimension, chart } = props;
  const [{ sort, search }, setUrl] = usePropertiesUrl();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const colors = useChartColors(chart);
  const columns = figures.map(columnOf);
  const { box, fits } = useFits();
  const rows = complete ? arrange(entries, sort, search) : entries;
  const shown = rows.flatMap(({ row }) => (row.kind === "value" && row.value !== null ? [row.value] : []));
  const chosen = [...selected].filter((value) => entries.some(({ row }) => row.value === value));
  const select = (changed: readonly string[], isSelected: boolean) => {
    const next = new Set(selected);
    for (const value of changed) {
      if (isSelected) next.add(value);
      else next.delete(value);
    }
    setSelected(next);
  };
  const onSort = (next: string) => {
    const here = complete && !sortedByServer(next) && !sortedByServer(sort);
    void setUrl({ sort: next, page: null }, { shallow: here });
  };
  return (
    <Card className="min-w-0" aria-label={`Values of ${dimension}`}>
      <div className="flex min-h-10 flex-wrap items-center gap-x-2 border-b pl-4">
        {chosen.length > 0 ? (
          <SelectionBar field={field} values={chosen} onClear={() => setSelected(new Set())} />
        ) : (
          <TableTitle {...props} shown={shown.length} />
        )}
        <ValueSearch complete={complete} />
      </div>
      <Dimmed>
        <div ref={box} className={fits ? undefined : "scroll-thin overflow-x-auto"}>
          <table className="w-full text-sm">
            <thead className={fits ? "sticky top-0 z-10" : undefined}>
              <tr>
                <td className="sticky left-0 z-10 w-8 bg-surface pr-1 pl-3 [&>button]:align-middle shadow-[inset_0_-1px_var(--line)]">
                  <Checkbox
                    aria-label="Select all values shown"
                    disabled={shown.length === 0}
                    checked={checkedOf(shown, selected)}
                    onCheckedChange={(checked) => select(shown, checked === true)}
                  />
                </td>
                <SortHeader sort="value" label="Value" current={sort} onSort={onSort} />
                {columns.map(({ id, label, title }) => (
                  <SortHeader key={id} sort={id} label={label} title={title} current={sort} onSort={onSort} />
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => (
                <ValueRow
                  key={`${entry.row.kind}:${entry.row.value ?? ""}`}
                  entry={colored(entry, colors)}
                  columns={columns}
                  largest={largestOf(rows, columns)}
                  seen={props.seen}
                  hiddenValues={values - shown.length}
                  selected={entry.row.value === null ? null : selected.has(entry.row.value)}
                  onSelect={(isSelected) => select(entry.row.value === null ? [] : [entry.row.value], isSelected)}
                />
              ))}
              {rows.length === 0 ? (
                <tr>
                  <td colSpan={columns.length + 2} className="h-20 px-4 text-center text-muted wrap-anywhere">
                    {search === "" ? "No requests to show." : `No value contains “${search}”.`}
                  </td>
                </tr>
              ) : null}
            </tbody>
            {props.totals.requests === 0 ? null : (
              <TotalsRow totals={props.totals} columns={columns} seen={props.seen} />
            )}
          </table>
        </div>
      </Dimmed>
      {complete ? null : <TablePager offset={props.offset} size={props.pageSize} values={values} />}
    </Card>
  );
}

/** What is in the table and how many; the ways to see more or take it along. */
function TableTitle({ field, values, dimension, choices, exportHref, shown }: ValuesTableProps & { shown: number }) {
  const { filter, parts, setParts } = useFilter();
  const rest = withoutChoice(filter, field, "is");
  return (
    <>
      <h2 className="flex min-w-0 flex-1 items-baseline gap-2 py-2 font-medium">
        <span className="truncate">Values of {dimension}</span>
        <span role="status" className="font-normal text-muted text-sm whitespace-nowrap">
          {shown < values ? `${formatCount(shown)} of ${formatCount(values)}` : formatCount(values)}
        </span>
        {rest.length < parts.length ? (
          <button type="button" className="text-accent-text text-sm hover:underline" onClick={() => setParts(rest)}>
            Show all values
          </button>
        ) : null}
      </h2>
      <CrossWith field={field} choices={choices} />
      <TableColumnsMenu />
      <a href={exportHref} download className={buttonClass("ghost", "sm")} aria-label="Export all values as CSV">
        <Download aria-hidden />
        <span className="max-sm:sr-only">Export</span>
      </a>
    </>
  );
}

function ValueSearch({ complete }: { complete: boolean }) {
  const [{ search }, setUrl] = usePropertiesUrl();
  const onSearch = (text: string) =>
    void setUrl(
      { search: text, page: null },
      complete
        ? { shallow: true, history: "replace" }
        : { history: "replace", limitUrlUpdates: text === "" ? undefined : debounce(TYPING_MS) },
    );
  return (
    <SearchInput
      aria-label="Search values"
      placeholder="Search values"
      className="w-56 border-b-0 border-l max-sm:w-full max-sm:border-t max-sm:border-l-0"
      value={search}
      onChange={(event) => onSearch(event.target.value)}
    />
  );
}

function checkedOf(shown: readonly string[], selected: ReadonlySet<string>): boolean | "indeterminate" {
  const some = shown.filter((value) => selected.has(value)).length;
  return some > 0 && some < shown.length ? "indeterminate" : some > 0;
}

/** The largest figure of each column among the rows: the length of a whole bar. */
function largestOf(rows: readonly TableEntry[], columns: readonly Column[]): ReadonlyMap<string, number> {
  return new Map(columns.map(({ id, figure }) => [id, Math.max(0, ...rows.map(({ row }) => figure(row) ?? 0))]));
}

/** In the colour the chart shows it in now. */
function colored(entry: TableEntry, colors: ReadonlyMap<string, number> | null): TableEntry {
  const { value } = entry.row;
  if (colors === null || value === null) return entry;
  return { ...entry, color: seriesColor("value", colors.get(value) ?? Number.POSITIVE_INFINITY) };
}
