"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { fetchRows, type RowsQuery, readRows, rowsSearch } from "@/components/requests/row-data";
import type { RequestRow } from "@/lib/query/list-requests";

/** Rows asked for when some may have been missed. */
const CATCH_UP_ROWS = 50;
const RETRY_MS = 5_000;

export type Arrival = {
  rows: RequestRow[];
  /** There may be more than these. */
  partial: boolean;
};

/** Whether new rows can belong to what a query shows: the newest come first and the range has no end. */
export function canBeLive({ order, to }: RowsQuery): boolean {
  return order === "newest" && to === "";
}

/**
 * Tells of rows as they are stored, while the tab is seen. Nothing is missed: whenever the connection begins, the newest
 * rows are asked for, so one that is known already may be told again. Resolves to whether the connection stands.
 */
export function useLiveEvents(query: RowsQuery, onArrival: (arrival: Arrival) => void): boolean {
  const [connected, setConnected] = useState(false);
  const arrive = useEffectEvent(onArrival);
  const search = canBeLive(query) ? rowsSearch(query).toString() : null;
  const catchUp = useEffectEvent(async (signal: AbortSignal) => {
    const page = await fetchRows(query, null, CATCH_UP_ROWS, signal);
    if (!signal.aborted) arrive({ rows: page.rows, partial: page.nextCursor !== null });
  });
  useEffect(() => {
    if (search === null) return;
    return whileSeen((signal) => {
      const source = new EventSource(`/requests/live?${search}`);
      // What cannot be asked for now is asked for when the connection begins anew.
      const ask = () => void catchUp(signal).catch(() => undefined);
      source.addEventListener("open", () => {
        setConnected(true);
        ask();
      });
      source.addEventListener("rows", ({ data }) => arrive({ rows: readRows(JSON.parse(data).rows), partial: false }));
      source.addEventListener("gap", ask);
      source.addEventListener("error", () => setConnected(false));
      return source;
    });
  }, [search]);
  return connected && search !== null;
}

/** Keeps a connection open while the tab is seen: browsers allow few, and nobody reads the others. */
function whileSeen(connect: (signal: AbortSignal) => EventSource): () => void {
  let present: { source: EventSource; ending: AbortController } | null = null;
  const close = () => {
    present?.source.close();
    present?.ending.abort();
    present = null;
  };
  const check = () => {
    // A refused connection stays closed, and one that broke may.
    if (present?.source.readyState === EventSource.CLOSED) close();
    if (document.visibilityState === "hidden") return close();
    if (present !== null) return;
    const ending = new AbortController();
    present = { source: connect(ending.signal), ending };
  };
  check();
  const timer = setInterval(check, RETRY_MS);
  document.addEventListener("visibilitychange", check);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", check);
    close();
  };
}
