"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useMemo, useRef, useState } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { mergeRows } from "@/components/requests/merge-rows";
import type { RowsQuery } from "@/components/requests/row-data";
import { type Arrival, canBeLive, useLiveEvents } from "@/components/requests/use-live-events";
import { useRequestRows } from "@/components/requests/use-request-rows";
import type { RequestPage, RequestRow } from "@/lib/query/list-requests";

/** More than this many held back are shown by asking for the list anew. */
const MOST_HELD = 500;

type Input = {
  firstPage: RequestPage;
  query: RowsQuery;
  renderedAt: number;
  properties: readonly FilterProperty[];
  /** Nobody reads: rows may move. */
  mayMove: () => boolean;
  scroller: RefObject<HTMLElement | null>;
};

/** Rows that arrived since the server rendered: in the table, and held back. */
type Arrived = { since: number; shown: RequestRow[]; held: RequestRow[]; partial: boolean };

const NOTHING: Arrived = { since: 0, shown: [], held: [], partial: false };
const nothingSince = (since: number): Arrived => ({ ...NOTHING, since });

/**
 * The table's rows: those loaded page by page, and those that arrive meanwhile. New ones are shown at once to whoever looks
 * at the top of the list, and held back while someone reads: no row moves under a pointer or while scrolled away.
 */
export function useTableRows({ firstPage, query, renderedAt, properties, mayMove, scroller }: Input) {
  const router = useRouter();
  const loaded = useRequestRows(firstPage, query, renderedAt);
  const [paused, setPaused] = useState(false);
  const [kept, setKept] = useState<Arrived>(() => nothingSince(renderedAt));
  // Two events may come before the next render: each must find what the one before it did.
  const latest = useRef(kept);
  const arrived = kept.since === renderedAt ? kept : NOTHING;
  const present = () => (latest.current.since === renderedAt ? latest.current : nothingSince(renderedAt));
  const keep = (next: Arrived) => {
    latest.current = next;
    setKept(next);
  };
  const refreshedFor = useRef(new Set<string>());
  const { hasNextPage } = loaded;
  const rows = useMemo(
    () => mergeRows(arrived.shown, loaded.rows, hasNextPage),
    [arrived.shown, loaded.rows, hasNextPage],
  );

  /** A property nobody has seen needs a column, which the server makes. */
  const needsColumn = (each: readonly RequestRow[]) => {
    const known = new Set([...properties.map(({ key }) => key), ...refreshedFor.current]);
    const fresh = each.flatMap((row) => row.properties.map(({ key }) => key)).filter((key) => !known.has(key));
    for (const key of fresh) refreshedFor.current.add(key);
    return fresh.length > 0;
  };
  const show = (next: Arrived) => {
    if (next.partial || next.held.length > MOST_HELD || needsColumn(next.held)) router.refresh();
    else keep({ ...next, shown: [...next.held, ...next.shown], held: [] });
  };
  const connected = useLiveEvents(query, ({ rows: fresh, partial }: Arrival) => {
    const before = present();
    const known = new Set([...loaded.rows, ...before.shown, ...before.held].map(({ id }) => id));
    const unknown = fresh.filter(({ id }) => !known.has(id));
    if (unknown.length === 0) return;
    const next: Arrived = {
      ...before,
      held: [...unknown, ...before.held].slice(0, MOST_HELD + 1),
      // When not even the oldest of the newest is known, there are more in between.
      partial: before.partial || (partial && unknown.length === fresh.length),
    };
    if (paused || !mayMove()) keep(next);
    else show(next);
  });
  return {
    ...loaded,
    rows,
    live: {
      available: canBeLive(query),
      connected,
      paused,
      setPaused,
      held: arrived.held.length,
      partial: arrived.partial || arrived.held.length > MOST_HELD,
      /** How many were added to what the server counted. */
      added: rows.length - loaded.rows.length,
      showHeld: () => {
        scroller.current?.scrollTo({ top: 0 });
        show(present());
      },
      /** To be called when rows may move again. */
      settle: () => {
        if (present().held.length > 0 && !paused && mayMove()) show(present());
      },
    },
  };
}

export type TableRows = ReturnType<typeof useTableRows>;
