"use client";

import { BulkBar } from "@/components/requests/bulk/bulk-bar";
import { CountLine } from "@/components/requests/count-line";
import { RequestPanel } from "@/components/requests/panel/request-panel";
import { rowLinkId } from "@/components/requests/request-table-row";
import { RequestsTable, type RequestsTableProps } from "@/components/requests/requests-table";
import { useOpenRequest } from "@/components/requests/use-open-request";
import { ValueMenuProvider } from "@/components/requests/value-menu";
import type { RequestCount } from "@/lib/query/count-requests";

/** The table, what counts it, and the panel of the request that is open. */
export function RequestsView({ count, ...table }: RequestsTableProps & { count: Promise<RequestCount | null> }) {
  const opened = useOpenRequest();
  return (
    <ValueMenuProvider>
      <RequestsTable {...table} opened={opened} />
      <div className="relative">
        <BulkBar query={table.query} properties={table.properties} />
      </div>
      <CountLine count={count} query={table.query} properties={table.properties} />
      <RequestPanel
        id={opened.openId}
        project={table.query.project}
        properties={table.properties}
        onOpen={opened.open}
        onMove={(step) => opened.mover.current(step)}
        onClose={opened.close}
        onClosed={(id) => document.getElementById(rowLinkId(id))?.focus({ preventScroll: true })}
      />
    </ValueMenuProvider>
  );
}
