"use client";

import { useCallback, useEffect, useState } from "react";
import { useShortcut } from "@/components/frame/use-shortcut";
import { askToEdit } from "@/components/requests/edit-request";
import type { OpenRequest } from "@/components/requests/use-open-request";

type RowActions = { scrollTo: (index: number) => void; select: (id: string) => void };

/**
 * Keyboard among rows: j and k (or the arrows) move the focus, with the panel open they show the next request in it; x
 * selects the row, e edits its properties in the panel. `currentId` is the row that Tab reaches, `focusedId` the one that is
 * to take the focus.
 */
export function useRowKeys(ids: readonly string[], opened: OpenRequest, { scrollTo, select }: RowActions) {
  const [currentId, setCurrent] = useState<string | null>(null);
  const [focusedId, setFocused] = useState<string | null>(null);
  const present = opened.openId ?? currentId;
  const index = present === null ? -1 : ids.indexOf(present);

  const move = (step: 1 | -1) => {
    const next = index === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, index + step));
    const id = ids[next];
    if (id === undefined) return;
    scrollTo(next);
    setCurrent(id);
    if (opened.openId === null) setFocused(id);
    else opened.open(id);
  };
  useEffect(() => {
    opened.mover.current = move;
  });
  useShortcut("j", () => move(1));
  useShortcut("k", () => move(-1));
  // Elsewhere arrows scroll what has the focus.
  useShortcut("ArrowDown", () => move(1), "tbody");
  useShortcut("ArrowUp", () => move(-1), "tbody");

  const reached = index === -1 ? (ids[0] ?? null) : present;
  useShortcut("x", () => {
    if (reached !== null) select(reached);
  });
  // The open panel listens to the same key itself.
  // Once the panel is open, its own editor answers.
  const edit = () => {
    if (reached === null) return;
    askToEdit(reached);
    opened.open(reached);
  };
  useShortcut("e", edit, opened.openId === null ? undefined : ":not(*)");

  const { open } = opened;
  return {
    currentId: reached,
    focusedId,
    setCurrent,
    open: useCallback(
      (id: string) => {
        setCurrent(id);
        setFocused(null);
        open(id);
      },
      [open],
    ),
  };
}
