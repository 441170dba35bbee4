"use client";

import type { Header } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useQueryState } from "nuqs";
import { useUrlTransition } from "@/components/frame/url-transition";
import type { features } from "@/components/requests/columns";
import { ColumnGap } from "@/components/table/column-gap";
import { type ColumnWindow, inWindow } from "@/components/table/use-column-window";
import { classNames } from "@/components/ui/class-names";
import { requestsParams } from "@/lib/filters/search-params";
import type { RequestRow } from "@/lib/query/list-requests";

type HeaderCell = Header<typeof features, RequestRow, unknown>;

/** Column names; the time's sorts. */
export function RequestTableHead({ headers, columnWindow }: { headers: HeaderCell[]; columnWindow: ColumnWindow }) {
  const { start, end } = columnWindow;
  const [time, ...others] = inWindow(headers, columnWindow);
  return (
    <thead>
      <tr aria-rowindex={1} className="h-8">
        {time === undefined ? null : <TimeHeader name={nameOf(time)} />}
        <ColumnGap columns={start - 1} />
        {others.map((header, position) => (
          <th
            key={header.id}
            scope="col"
            aria-colindex={start + position + 1}
            title={nameOf(header)}
            className={classNames(
              HEAD,
              "px-3",
              header.column.columnDef.meta?.numeric === true ? "text-right" : "text-left",
            )}
          >
            {nameOf(header)}
          </th>
        ))}
        <ColumnGap columns={headers.length - end} />
      </tr>
    </thead>
  );
}

const HEAD = "sticky top-0 z-10 truncate border-b bg-canvas text-xs font-medium text-muted";

function nameOf({ column }: HeaderCell): string {
  const { header } = column.columnDef;
  return typeof header === "string" ? header : column.id;
}

function TimeHeader({ name }: { name: string }) {
  const { start } = useUrlTransition();
  const [order, setOrder] = useQueryState(
    "order",
    requestsParams.order.withOptions({ shallow: false, history: "push", startTransition: start }),
  );
  const newest = order === "newest";
  const Arrow = newest ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={newest ? "descending" : "ascending"}
      title={newest ? "Newest first" : "Oldest first"}
      className={classNames(HEAD, "left-0 z-20! pr-3 pl-4 text-left md:pl-5")}
    >
      <button
        type="button"
        onClick={() => void setOrder(newest ? "oldest" : "newest")}
        className="-mx-1.5 inline-flex h-6 items-center gap-1 rounded-sm px-1.5 hover:bg-hover hover:text-ink"
      >
        {name}
        <Arrow aria-hidden className="size-3" />
      </button>
    </th>
  );
}
