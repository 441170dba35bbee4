import type { ReactNode } from "react";
import { formatLatency, formatMilliseconds } from "@/components/format/latency";
import { Absent, CostCell, TokensCell } from "@/components/requests/cells";
import type { RequestDetail } from "@/lib/query/get-request";

/** The four numbers people look for first. */
export function Figures({ detail }: { detail: RequestDetail }) {
  const { latencyMs, ttftMs, totalTokens, usageEstimated } = detail;
  return (
    <dl className="grid grid-cols-2 border-b sm:grid-cols-4">
      <Figure name="Cost">
        <CostCell row={detail} />
      </Figure>
      <Figure name="Total tokens">
        <TokensCell tokens={totalTokens} estimated={usageEstimated} />
      </Figure>
      <Figure name="Latency">
        <span title={formatMilliseconds(latencyMs)}>{formatLatency(latencyMs)}</span>
      </Figure>
      <Figure name="First token">
        {ttftMs === null ? <Absent /> : <span title={formatMilliseconds(ttftMs)}>{formatLatency(ttftMs)}</span>}
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="px-4 py-3">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="text-lg font-medium">{children}</dd>
    </div>
  );
}
