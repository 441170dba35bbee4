"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { formatMoment } from "@/components/format/time";
import { useClock } from "@/components/frame/clock";
import { CopyMenu } from "@/components/requests/panel/copy-menu";
import type { OpenedRequest } from "@/components/requests/panel/request-data";
import { StatusPill } from "@/components/requests/status-pill";
import { Button, buttonClass } from "@/components/ui/button";

type Props = {
  id: string | null;
  /** Null: not here yet, or `missing`. */
  detail: OpenedRequest | null;
  /** There is no such request: nothing to copy, and no neighbours. */
  missing: boolean;
  /** Shows the next request of the table, or the one before. */
  onMove: (step: 1 | -1) => void;
};

/** Model, how it ended, when; what can be copied; the way to its neighbours; close. */
export function PanelHeader({ id, detail, missing, onMove }: Props) {
  const { timeZone } = useClock();
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-b pr-2 pl-4">
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
      {id === null || missing ? null : <CopyMenu id={id} detail={detail} />}
      {missing ? null : <Neighbours onMove={onMove} />}
      <Dialog.Close aria-label="Close" title="Close (Esc)" className={buttonClass("ghost", "icon")}>
        <X aria-hidden />
      </Dialog.Close>
    </header>
  );
}

function Neighbours({ onMove }: Pick<Props, "onMove">) {
  return (
    <>
      <Button variant="ghost" size="icon" aria-label="Previous request" title="Previous (k)" onClick={() => onMove(-1)}>
        <ChevronUp aria-hidden />
      </Button>
      <Button variant="ghost" size="icon" aria-label="Next request" title="Next (j)" onClick={() => onMove(1)}>
        <ChevronDown aria-hidden />
      </Button>
    </>
  );
}
