"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useFound } from "@/components/requests/panel/find";
import { LongText } from "@/components/requests/panel/long-text";
import { classNames } from "@/components/ui/class-names";

const PREVIEW = 120;

/** A text under its label, opened on demand or when something in it is looked for. */
export function FoldedText({ label, text, className }: { label: string; text: string; className: string }) {
  const [open, setOpen] = useState(false);
  const shown = useFound(text) || open;
  return (
    <div className="mt-1 text-sm">
      <button
        type="button"
        aria-expanded={shown}
        onClick={() => setOpen(!shown)}
        className="flex min-h-6 max-w-full items-center gap-1 rounded-sm text-left text-muted hover:text-ink"
      >
        <ChevronRight
          aria-hidden
          className={classNames("size-3.5 shrink-0 transition-transform", shown && "rotate-90")}
        />
        <span className="shrink-0">{label}</span>
        {shown ? null : (
          <span className="min-w-0 truncate pl-1 font-mono text-xs text-faint">
            {text.slice(0, PREVIEW).replace(/\s+/g, " ")}
          </span>
        )}
      </button>
      {shown ? <LongText text={text} limit={4_000} className={className} /> : null}
    </div>
  );
}
