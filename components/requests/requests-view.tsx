"use client";

import { useEffect, useMemo, useRef } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { CountLine } from "@/components/requests/count-line";
import { FoundWords } from "@/components/requests/found-text";
import { RequestPanel } from "@/components/requests/panel/request-panel";
import { rowLinkId } from "@/components/requests/request-table-row";
import { RequestsTable } from "@/components/requests/requests-table";
import type { RowsQuery } from "@/components/requests/row-data";
import { useOpenRequest } from "@/components/requests/use-open-request";
import { useTableRows } from "@/components/requests/use-table-rows";
import { ValueMenuProvider } from "@/components/requests/value-menu";
import { readFilter } from "@/lib/filters/search-params";
import { searchedWords } from "@/lib/filters/searched-words";
import type { RequestCount } from "@/lib/query/count-requests";
import type { RequestPage } from "@/lib/query/list-requests";

type Props = {
  firstPage: RequestPage;
  query: RowsQuery;
  renderedAt: number;
  properties: readonly FilterProperty[];
  count: Promise<RequestCount | null>;
};

/** The table, what counts it, and the panel of the request that is open. */
export function RequestsView({ count, ...table }: Props) {
  const opened = useOpenRequest();
  const words = useMemo(() => searchedWords(readFilter(table.query.filter).value), [table.query.filter]);
  const scroller = useRef<HTMLDivElement>(null);
  const loaded = useTableRows({
    ...table,
    scroller,
    mayMove: () => opened.openId === null && nobodyReads(scroller.current),
  });
  const { settle } = loaded.live;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a panel that closes lets rows move again.
  useEffect(() => settle(), [opened.openId]);
  return (
    <ValueMenuProvider>
      <FoundWords words={words}>
        <RequestsTable
          query={table.query}
          properties={table.properties}
          opened={opened}
          loaded={loaded}
          scroller={scroller}
        />
      </FoundWords>
      <CountLine count={count} query={table.query} properties={table.properties} live={loaded.live} />
      <RequestPanel
        id={opened.openId}
        project={table.query.project}
        properties={table.properties}
        word={words[0] ?? ""}
        onOpen={opened.open}
        onMove={(step) => opened.mover.current(step)}
        onClose={opened.close}
        onClosed={(id) => document.getElementById(rowLinkId(id))?.focus({ preventScroll: true })}
      />
    </ValueMenuProvider>
  );
}

/** At the top of the list, with neither the pointer nor the focus on a row. */
function nobodyReads(scroller: HTMLElement | null): boolean {
  return (
    scroller !== null && scroller.scrollTop === 0 && scroller.querySelector("tbody:hover, tbody:focus-within") === null
  );
}
