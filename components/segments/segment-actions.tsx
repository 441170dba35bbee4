"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { SavedSegment, SegmentOutcome } from "@/components/segments/use-segments";

/** What the server does to segments; `project` is a slug, null: the default one. */
export type SegmentActions = {
  save: (project: string | null, name: string, search: string) => Promise<SegmentOutcome>;
  update: (project: string | null, id: number, search: string) => Promise<SegmentOutcome>;
  rename: (project: string | null, id: number, name: string) => Promise<SegmentOutcome>;
  makeDefault: (project: string | null, id: number | null) => Promise<SegmentOutcome>;
  remove: (project: string | null, id: number) => Promise<SegmentOutcome>;
  bringBack: (project: string | null, segment: SavedSegment) => Promise<SegmentOutcome>;
};

const Context = createContext<SegmentActions | null>(null);

/** Set once by the layout, so that the page bar of every page can save segments. */
export function SegmentActionsProvider({ actions, children }: { actions: SegmentActions; children: ReactNode }) {
  return <Context value={actions}>{children}</Context>;
}

export function useSegmentActions(): SegmentActions {
  const actions = useContext(Context);
  if (actions === null) throw new Error("SegmentActionsProvider is missing above");
  return actions;
}
