"use client";

import { useCallback, useEffect, useRef } from "react";
import { useSelection } from "@/components/requests/use-selection";

/** Selecting rows one by one, or all between the last one chosen and this. `toggle` never changes, so that rows need not render. */
export function useRowSelection(ids: readonly string[]) {
  const selection = useSelection();
  const anchor = useRef<string | null>(null);
  const latest = useRef({ selection, ids });
  useEffect(() => {
    latest.current = { selection, ids };
  });
  const toggle = useCallback((id: string, range: boolean) => {
    const { selection: present, ids: loaded } = latest.current;
    const [from, to] = [anchor.current === null ? -1 : loaded.indexOf(anchor.current), loaded.indexOf(id)];
    const chosen = range && from !== -1 ? loaded.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    present.setSelected(chosen, range || !present.isSelected(id), loaded);
    anchor.current = id;
  }, []);
  return { toggle, isSelected: selection.isSelected, empty: selection.empty };
}
