"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

/**
 * The requests chosen for a bulk edit or an export: some by their ids, in the order chosen, or every one that the page's
 * filter and range match, loaded or not.
 */
export type Selection = { kind: "some"; ids: ReadonlySet<string> } | { kind: "matching"; counted: Counted | null };

/** How many matched, and when that was: what arrives later is not meant, as nobody has seen it. */
export type Counted = { count: number; at: Date };

export type SelectionState = {
  selection: Selection;
  /** Nothing is chosen. */
  empty: boolean;
  isSelected: (id: string) => boolean;
  /** Adds these to what is chosen, or takes them away. Taking one away from "matching" leaves the `loaded` others. */
  setSelected: (ids: Iterable<string>, selected: boolean, loaded: readonly string[]) => void;
  selectMatching: (counted: Counted) => void;
  clear: () => void;
};

const NOTHING: Selection = { kind: "some", ids: new Set() };

const Context = createContext<SelectionState>({
  selection: NOTHING,
  empty: true,
  isSelected: () => false,
  setSelected: () => undefined,
  selectMatching: () => undefined,
  clear: () => undefined,
});

/**
 * Shared by the table, the bar of bulk actions and the export. `scope` names what the rows are chosen from (project, filter,
 * range): another one begins with nothing chosen, so that no edit reaches rows its author has not seen.
 */
export function SelectionProvider({ scope, children }: { scope: string; children: ReactNode }) {
  const [kept, keep] = useState({ scope, selection: NOTHING });
  const selection = kept.scope === scope ? kept.selection : NOTHING;
  const value = useMemo((): SelectionState => {
    const set = (next: Selection) => keep({ scope, selection: next });
    const isSelected = (id: string) =>
      selection.kind === "some"
        ? selection.ids.has(id)
        : selection.counted === null || isBefore(id, selection.counted.at);
    return {
      selection,
      empty: selection.kind === "some" && selection.ids.size === 0,
      isSelected,
      setSelected: (ids, selected, loaded) => {
        const next = new Set(selection.kind === "some" ? selection.ids : loaded.filter(isSelected));
        for (const id of ids) {
          if (selected) next.add(id);
          else next.delete(id);
        }
        set({ kind: "some", ids: next });
      },
      selectMatching: (counted) => set({ kind: "matching", counted }),
      clear: () => set(NOTHING),
    };
  }, [scope, selection]);
  return <Context value={value}>{children}</Context>;
}

export function useSelection(): SelectionState {
  return useContext(Context);
}

/** Ids are UUIDv7: their first 48 bits are the moment of arrival in milliseconds. */
function isBefore(id: string, moment: Date): boolean {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) < moment.getTime();
}
