"use client";

import { ArrowUp } from "lucide-react";
import { formatCount } from "@/components/format/count";

/** Offers the requests that arrived while someone reads further down, points at a row, or has paused. */
export function NewRequestsButton({ count, partial, onShow }: { count: number; partial: boolean; onShow: () => void }) {
  if (count === 0) return null;
  return (
    <button
      type="button"
      onClick={onShow}
      className="absolute top-10 left-1/2 z-30 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-md bg-accent px-3 text-sm text-accent-ink shadow-float"
    >
      <ArrowUp aria-hidden className="size-3.5" />
      {formatCount(count)}
      {partial ? "+" : ""} new
    </button>
  );
}
