"use client";

import { useEffect, useEffectEvent } from "react";

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
const FLOATING =
  "[role=dialog][data-state=open]:not([data-panel]), [role=menu][data-state=open], [role=listbox][data-state=open]";

/**
 * Runs `action` when `key` (a value of `KeyboardEvent.key`) is pressed anywhere, or only inside what `within` selects;
 * not while the person is typing, holds a modifier, or something floats above the page. Side panels (`data-panel`) leave
 * the page usable.
 */
export function useShortcut(key: string, action: () => void, within?: string): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (key !== event.key || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(TYPING) || document.querySelector(FLOATING) !== null) return;
    if (within !== undefined && !target?.closest(within)) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
