"use client";

import { Pause, Play } from "lucide-react";
import type { TableRows } from "@/components/requests/use-table-rows";
import { classNames } from "@/components/ui/class-names";

/** Whether new requests appear by themselves; pauses and resumes that. */
export function LiveToggle({ live }: { live: TableRows["live"] }) {
  if (!live.available) return null;
  const Icon = live.paused ? Play : Pause;
  const text = live.paused ? "Paused" : live.connected ? "Live" : "Connecting";
  return (
    <button
      type="button"
      aria-pressed={live.paused}
      aria-label="Pause live requests"
      title={live.paused ? "Show new requests as they arrive" : "Hold new requests back"}
      onClick={() => live.setPaused(!live.paused)}
      className="group inline-flex h-6 items-center gap-1.5 rounded-sm px-1.5 hover:bg-hover hover:text-ink"
    >
      <span aria-hidden className="relative flex size-3 items-center justify-center">
        <span
          className={classNames(
            "size-1.5 rounded-full group-hover:opacity-0",
            live.paused || !live.connected ? "bg-line-strong" : "bg-accent",
          )}
        />
        <Icon className="absolute size-3 opacity-0 group-hover:opacity-100" />
      </span>
      {text}
    </button>
  );
}
