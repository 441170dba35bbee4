"use client";

import { Search } from "lucide-react";
import { sendSignal } from "@/components/frame/signal";
import { buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";

/** Opens the command menu with the pointer; the keyboard has ctrl-K and cmd-K for it. */
export function CommandButton({ compact }: { compact: boolean }) {
  return (
    <button
      type="button"
      aria-label="Search and jump"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => sendSignal("facet:command-menu")}
      className={classNames(
        buttonClass(compact ? "ghost" : "outline", compact ? "icon" : "sm"),
        compact ? "" : "w-full text-muted!",
      )}
    >
      <Search aria-hidden className="text-faint" />
      {compact ? null : (
        <>
          <span className="flex-1 text-left">Jump to</span>
          <Kbd>Ctrl K</Kbd>
        </>
      )}
    </button>
  );
}
