"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { formatMoment } from "@/components/format/time";
import { useClock } from "@/components/frame/clock";
import { StatusPill } from "@/components/requests/status-pill";
import { CopyButton } from "@/components/snippets/copy-button";
import { buttonClass } from "@/components/ui/button";
import type { RequestDetail } from "@/lib/query/get-request";

/** Model, how it ended, when; the id to copy; close. */
export function PanelHeader({ id, detail }: { id: string | null; detail: RequestDetail | null }) {
  const { timeZone } = useClock();
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b pr-2 pl-4">
      <div className="min-w-0 flex-1">
        <Dialog.Title className="flex items-center gap-2 text-base font-medium">
          <span className="truncate">{detail === null ? "Request" : (detail.model ?? "Unknown model")}</span>
          {detail === null ? null : <StatusPill status={detail.status} outcome={detail.outcome} />}
        </Dialog.Title>
        {detail === null ? null : (
          <p className="truncate text-xs text-muted">
            {detail.provider ?? "unknown provider"} · {formatMoment(detail.createdAt, timeZone)}
          </p>
        )}
      </div>
      {id === null ? null : <CopyButton text={id} label="Copy the request’s id" />}
      <Dialog.Close aria-label="Close" title="Close (Esc)" className={buttonClass("ghost", "icon")}>
        <X aria-hidden />
      </Dialog.Close>
    </header>
  );
}
