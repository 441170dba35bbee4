"use client";

import { useState } from "react";
import { formatCount } from "@/components/format/count";
import { arrangeLines, type PlacedLine } from "@/components/properties/cross-tab/arrange-lines";
import { inLine } from "@/components/properties/cross-tab/cell-filter";
import { FigureLink } from "@/components/properties/cross-tab/figure-link";
import { LineHeader } from "@/components/properties/cross-tab/line-header";
import { heatSteps, shareAt } from "@/components/properties/cross-tab/shares";
import { useCrossTabUrl } from "@/components/properties/cross-tab/use-cross-tab-url";
import { cellWords, differenceWords, lineName } from "@/components/properties/cross-tab/words";
import { Dimmed } from "@/components/properties/dimmed";
import { Card } from "@/components/ui/card";
import type { DimensionField } from "@/lib/filters/fields";
import { allOf, type Filter } from "@/lib/filters/filter";
import { formatFilter } from "@/lib/filters/filter-text";
import { requestsHref } from "@/lib/filters/search-params";
import type { CrossTab } from "@/lib/query/cross-tab";

export type CrossTabTableProps = {
  table: CrossTab;
  rows: { field: DimensionField; label: string };
  columns: { field: DimensionField; label: string };
  /** In words: `Requests by User Type and Feature, last 7 days`. */
  title: string;
  filter: Filter | null;
};

/** The matrix: darker is more; a cell, a row or a column opens its requests; a head sorts by it. */
export function CrossTabTable({ table, rows, columns, title, filter }: CrossTabTableProps) {
  const [url, setUrl] = useCrossTabUrl();
  const [read, setRead] = useState<{ row: number; column: number } | null>(null);
  const shown = arrangeLines(table, url.rowsort, url.colsort);
  const steps = heatSteps(table, url.share);
  const { project, segment, range, from, to } = url;
  const hrefOf = (parts: Filter[] | null) =>
    parts === null
      ? null
      : requestsHref("/requests", { project, segment, range, from, to, filter: formatFilter(allOf(parts)) });
  const inRow = (row: PlacedLine) => inLine(filter, rows.field, row, table.rows);
  const inColumn = (column: PlacedLine, within: Filter[] | null) =>
    within === null ? null : inLine(allOf(within), columns.field, column, table.columns);
  const whole = filter === null ? [] : [filter];
  const sentence = read === null ? differenceWords(table) : cellWords(table, read.row, read.column);
  return (
    <Card className="min-w-0" aria-label={title}>
      <div className="border-b px-4 py-2">
        <h2 className="font-medium">{title}</h2>
        <p className="line-clamp-2 min-h-10 text-muted text-sm sm:min-h-5">
          {sentence ?? "Stronger colour is more. Point at a cell to read it, open it to see its requests."}
        </p>
      </div>
      <Dimmed className="scroll-thin overflow-x-auto">
        <table className="w-full text-sm" onMouseLeave={() => setRead(null)}>
          <caption className="sr-only">
            {title}. {rows.label} in rows, {columns.label} in columns.
          </caption>
          <thead>
            <tr>
              <LineHeader
                scope="col"
                sort="name"
                current={url.rowsort}
                label={rows.label}
                what="rows by name"
                onSort={(rowsort) => void setUrl({ rowsort }, { shallow: true })}
                pinned
              />
              {shown.columns.map((column) => (
                <LineHeader
                  key={keyOf(column)}
                  scope="col"
                  line={column}
                  current={url.rowsort}
                  label={nameWithCount(column, table.columnValues, table.columns)}
                  what={`rows by ${lineName(column)}`}
                  onSort={(rowsort) => void setUrl({ rowsort }, { shallow: true })}
                />
              ))}
              <LineHeader
                scope="col"
                sort="total"
                current={url.rowsort}
                label="All"
                what="rows by their totals"
                onSort={(rowsort) => void setUrl({ rowsort }, { shallow: true })}
              />
            </tr>
          </thead>
          <tbody>
            {shown.rows.map((row) => (
              <tr key={keyOf(row)} className="border-t first:border-t-0">
                <LineHeader
                  scope="row"
                  line={row}
                  current={url.colsort}
                  label={nameWithCount(row, table.rowValues, table.rows)}
                  what={`columns by ${lineName(row)}`}
                  onSort={(colsort) => void setUrl({ colsort }, { shallow: true })}
                  pinned
                />
                {shown.columns.map((column) => (
                  <FigureLink
                    key={keyOf(column)}
                    cell={table.cells[row.index]?.[column.index] ?? null}
                    metric={table.metric}
                    share={shareAt(table, row.index, column.index, url.share)}
                    step={steps[row.index]?.[column.index] ?? 0}
                    label={cellWords(table, row.index, column.index)}
                    href={hrefOf(inColumn(column, inRow(row)))}
                    onRead={() => setRead({ row: row.index, column: column.index })}
                  />
                ))}
                <FigureLink
                  cell={row.total}
                  metric={table.metric}
                  share={shareOfAll(table, row.total.figure)}
                  step={0}
                  label={`${lineName(row)}, all`}
                  href={hrefOf(inRow(row))}
                  onRead={() => setRead(null)}
                />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="border-t border-line-strong font-medium">
              <LineHeader
                scope="row"
                sort="total"
                current={url.colsort}
                label="All"
                what="columns by their totals"
                onSort={(colsort) => void setUrl({ colsort }, { shallow: true })}
                pinned
              />
              {shown.columns.map((column) => (
                <FigureLink
                  key={keyOf(column)}
                  cell={column.total}
                  metric={table.metric}
                  share={shareOfAll(table, column.total.figure)}
                  step={0}
                  label={`All, ${lineName(column)}`}
                  href={hrefOf(inColumn(column, whole))}
                  onRead={() => setRead(null)}
                />
              ))}
              <FigureLink
                cell={table.total}
                metric={table.metric}
                share={shareOfAll(table, table.total.figure)}
                step={0}
                label="All requests"
                href={hrefOf(whole)}
                onRead={() => setRead(null)}
              />
            </tr>
          </tfoot>
        </table>
      </Dimmed>
    </Card>
  );
}

const keyOf = ({ kind, value }: PlacedLine) => `${kind}:${value ?? ""}`;

/** `Other (38)`: how many values it stands for. */
function nameWithCount(line: PlacedLine, values: number, lines: CrossTab["rows"]): string {
  const hidden = values - lines.filter(({ kind }) => kind === "value").length;
  return line.kind === "other" && hidden > 0 ? `Other (${formatCount(hidden)})` : lineName(line);
}

function shareOfAll(table: CrossTab, figure: number | null): number | null {
  const whole = table.total.figure;
  return shareAt(table, 0, 0, "all") === null || figure === null || !whole ? null : figure / whole;
}
