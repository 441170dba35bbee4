"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { formatCount } from "@/components/format/count";
import { formatLatency } from "@/components/format/latency";
import { CostCell, ValueCell } from "@/components/requests/cells";
import { siblingsQuery } from "@/components/requests/panel/request-data";
import { Section } from "@/components/requests/panel/section";
import { StatusPill } from "@/components/requests/status-pill";
import { classNames } from "@/components/ui/class-names";
import type { RequestDetail } from "@/lib/query/get-request";
import type { SessionSibling } from "@/lib/query/session-siblings";

type Props = { detail: RequestDetail; project: string | null; onOpen: (id: string) => void };

/** The session this request belongs to, in order, each a way to the other. */
export function SessionSiblings({ detail, project, onOpen }: Props) {
  const { data, isError } = useQuery({ ...siblingsQuery(project, detail.id), enabled: detail.session !== null });
  if (detail.session === null) return null;
  return (
    <Section title="Session">
      <p className="-mx-1.5 truncate px-1.5 pb-1 text-sm">
        <ValueCell field="session" value={detail.session} />
      </p>
      {isError ? <p className="text-sm text-failed">Its other requests could not be loaded.</p> : null}
      {data === undefined ? null : data.requests.length < 2 ? (
        <p className="text-sm text-muted">No other request of this session within a day.</p>
      ) : (
        <ol aria-label="Requests of this session" className="scroll-thin max-h-56 overflow-y-auto text-sm">
          {data.requests.map((row) => (
            <Sibling
              key={row.id}
              row={row}
              current={row.id === detail.id}
              start={data.requests[0]?.createdAt ?? row.createdAt}
              onOpen={onOpen}
            />
          ))}
          {data.more ? (
            <li className="py-1 text-muted">The first {formatCount(data.requests.length)} within a day are shown.</li>
          ) : null}
        </ol>
      )}
    </Section>
  );
}

type SiblingProps = { row: SessionSibling; current: boolean; start: Date; onOpen: (id: string) => void };

function Sibling({ row, current, start, onOpen }: SiblingProps) {
  const pathname = usePathname();
  const params = new URLSearchParams(useSearchParams());
  params.set("request", row.id);
  return (
    <li>
      <a
        href={`${pathname}?${params}`}
        aria-current={current ? "true" : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(row.id);
        }}
        className={classNames(
          "-mx-2 grid min-h-7 grid-cols-[4.5rem_minmax(0,1fr)_auto_5rem] sm:grid-cols-[4.5rem_minmax(0,1fr)_auto_4.5rem_5rem] items-center gap-x-3 rounded-sm px-2 focus-visible:outline-offset-[-2px]",
          current ? "bg-selected" : "hover:bg-hover",
        )}
      >
        <span className="text-muted">+{formatLatency(row.createdAt.getTime() - start.getTime())}</span>
        <span className="truncate" title={row.path ?? row.model ?? undefined}>
          {row.path ?? row.model ?? "Unknown model"}
        </span>
        <StatusPill status={row.status} outcome={row.outcome} />
        <span className="hidden text-right text-muted sm:block">{formatLatency(row.latencyMs)}</span>
        <span className="text-right">
          <CostCell row={row} />
        </span>
      </a>
    </li>
  );
}
