"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useShortcut } from "@/components/frame/use-shortcut";
import { Button } from "@/components/ui/button";

type Notice = {
  message: string;
  /** Takes back what was done; null: there is nothing to take back. A rejection is said in place of the message. */
  undo: (() => Promise<void>) | null;
};

type Undo = { show: (notice: Notice) => void };

const SHOWN_MS = 10_000;
const Context = createContext<Undo>({ show: () => undefined });

/** One notice at a time at the window's lower edge, for ten seconds: what was just done, and the way back. */
export function UndoProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<Notice | null>(null);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (notice === null || held) return;
    const timer = setTimeout(() => setNotice(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, held]);
  const show = useCallback((next: Notice) => {
    setHeld(false);
    setNotice(next);
  }, []);
  const takeBack = () => {
    setHeld(false);
    setNotice(null);
    notice?.undo?.().catch(() => setNotice({ message: "That could not be undone. Try again.", undo: notice.undo }));
  };
  return (
    <Context value={useMemo(() => ({ show }), [show])}>
      {children}
      {/* Always there: a live region that appears together with its text is not read out. */}
      <div
        role="status"
        className="pointer-events-none fixed inset-x-2 bottom-10 z-[60] flex justify-center"
        data-undo-notice
      >
        {notice === null ? null : (
          // biome-ignore lint/a11y/noStaticElementInteractions: time stands still while the notice is being read or used.
          <div
            onMouseEnter={() => setHeld(true)}
            onMouseLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
            className="pointer-events-auto flex min-h-10 max-w-full animate-appear items-center gap-3 rounded-md bg-raised py-1 pr-1.5 pl-4 text-sm shadow-float"
          >
            <span className="min-w-0 wrap-anywhere">{notice.message}</span>
            {notice.undo === null ? null : <UndoButton onUndo={takeBack} />}
          </div>
        )}
      </div>
    </Context>
  );
}

/** Its key works as long as it is there: ten seconds are few to get to it by Tab. */
function UndoButton({ onUndo }: { onUndo: () => void }) {
  useShortcut("u", onUndo);
  return (
    <Button variant="link" title="Undo (u)" aria-keyshortcuts="u" onClick={onUndo}>
      Undo
    </Button>
  );
}

/** `show` says what was done and offers to take it back for ten seconds. */
export function useUndo(): Undo {
  return useContext(Context);
}
