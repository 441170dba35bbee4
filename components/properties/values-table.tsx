"use client";

import { debounce } from "nuqs";
import { seriesColor } from "@/components/charts/series-color";
import { formatCount } from "@/components/format/count";
import { Dimmed } from "@/components/properties/dimmed";
import { type ChartQuery, useChartColors } from "@/components/properties/metric-chart";
import { SortHeader } from "@/components/properties/sort-header";
import { TABLE_SORTS } from "@/components/properties/table-columns";
import { arrange, type TableEntry } from "@/components/properties/table-entries";
import { TotalsRow } from "@/components/properties/totals-row";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { ValueRow } from "@/components/properties/value-row";
import { Card } from "@/components/ui/card";
import { SearchInput } from "@/components/ui/input";
import type { PropertyTotals } from "@/lib/query/property-summary";

const TYPING_MS = 250;

export type ValuesTableProps = {
  entries: TableEntry[];
  /** Different values there are; those without a row of their own are part of Other. */
  values: number;
  /** Every value has a row: sorting and searching need no server. */
  complete: boolean;
  /** Display name of the property. */
  dimension: string;
  totals: PropertyTotals;
  chart: ChartQuery;
};

/** One row per value, sortable and searchable; a value opens its requests. */
export function ValuesTable({ entries, values, complete, dimension, totals, chart }: ValuesTableProps) {
  const [{ sort, search }, setUrl] = usePropertiesUrl();
  const colors = useChartColors(chart);
  const rows = complete ? arrange(entries, sort, search) : entries;
  const shown = rows.filter(({ row }) => row.kind === "value").length;
  const onSearch = (text: string) =>
    void setUrl(
      { search: text },
      complete
        ? { shallow: true, history: "replace" }
        : { history: "replace", limitUrlUpdates: text === "" ? undefined : debounce(TYPING_MS) },
    );
  return (
    <Card className="min-w-0" aria-label={`Values of ${dimension}`}>
      <div className="flex flex-wrap items-center gap-x-3 border-b pl-4">
        <h2 className="flex min-w-0 flex-1 items-baseline gap-2 py-2 font-medium">
          <span className="truncate">Values of {dimension}</span>
          <span role="status" className="font-normal text-muted text-sm whitespace-nowrap">
            {shown < values ? `${formatCount(shown)} of ${formatCount(values)}` : formatCount(values)}
          </span>
        </h2>
        <SearchInput
          aria-label="Search values"
          placeholder="Search values"
          className="w-56 border-b-0 border-l max-sm:w-full max-sm:border-t max-sm:border-l-0"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
        />
      </div>
      <Dimmed className="scroll-thin overflow-x-auto xl:overflow-x-visible">
        <table className="w-full text-sm">
          <thead className="z-10 xl:sticky xl:top-0">
            <tr>
              {TABLE_SORTS.map((column) => (
                <SortHeader
                  key={column.sort}
                  {...column}
                  current={sort}
                  onSort={(next) => void setUrl({ sort: next }, { shallow: complete })}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((entry) => (
              <ValueRow
                key={`${entry.row.kind}:${entry.row.value ?? ""}`}
                entry={colored(entry, colors)}
                hiddenValues={values - shown}
              />
            ))}
            {rows.length === 0 ? (
              <tr>
                <td colSpan={TABLE_SORTS.length} className="h-20 px-4 text-center text-muted wrap-anywhere">
                  {search === "" ? "No requests to show." : `No value contains “${search}”.`}
                </td>
              </tr>
            ) : null}
          </tbody>
          {totals.requests === 0 ? null : <TotalsRow totals={totals} />}
        </table>
      </Dimmed>
    </Card>
  );
}

/** In the colour the chart shows it in now. */
function colored(entry: TableEntry, colors: ReadonlyMap<string, number> | null): TableEntry {
  const { value } = entry.row;
  if (colors === null || value === null) return entry;
  return { ...entry, color: seriesColor("value", colors.get(value) ?? Number.POSITIVE_INFINITY) };
}
