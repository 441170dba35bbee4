"use client";

import { X } from "lucide-react";
import { formatCount } from "@/components/format/count";
import type { BulkProgress as Progress } from "@/components/requests/bulk/bulk-data";
import { Button } from "@/components/ui/button";

type Props = { progress: Progress; name: string; onUndo: () => void; onDismiss: () => void };

/** How far a bulk edit is, what came of it, and the way back. */
export function BulkProgress({ progress, name, onUndo, onDismiss }: Props) {
  const { state, total, done, error } = progress;
  const going = isGoing(progress);
  return (
    <>
      <span role="status" className="min-w-0 truncate">
        {sentence(progress, name)}
      </span>
      {going ? (
        <progress
          max={Math.max(total, 1)}
          value={done}
          aria-label={state === "running" ? "Requests changed" : "Requests still to be put back"}
          className="h-1.5 w-28 shrink-0 appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
        />
      ) : null}
      {state === "stopped" && error !== null ? <span className="truncate text-failed">{error}</span> : null}
      {state === "undone" || state === "undoing" ? null : (
        <Button variant="link" onClick={onUndo}>
          {state === "running" ? "Stop and undo" : "Undo"}
        </Button>
      )}
      {going ? null : (
        <Button variant="ghost" size="icon" aria-label="Dismiss" onClick={onDismiss}>
          <X aria-hidden />
        </Button>
      )}
    </>
  );
}

/** Not at its end yet: nothing else stands in its place. */
export function isGoing({ state }: Progress): boolean {
  return state === "running" || state === "undoing";
}

function sentence({ state, total, done, value }: Progress, name: string): string {
  const what =
    value === null ? `${name} removed from` : `${name} set to ${value === "" ? "empty text" : `“${value}”`} on`;
  if (state === "running") return `${what} ${formatCount(done)} of ${formatCount(total)} requests`;
  if (state === "undoing") return `Undoing: ${formatCount(done)} requests to go`;
  if (state === "undone") return `Undone: ${name} is as it was before`;
  if (state === "done") return `${what} ${requests(total)}`;
  return `${what} ${formatCount(done)} of ${formatCount(total)} requests, then stopped`;
}

function requests(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "request" : "requests"}`;
}
