"use client";

import { formatCount } from "@/components/format/count";
import { formatLatency } from "@/components/format/latency";
import { formatMoney, formatMoneyExact } from "@/components/format/money";
import { formatAge, formatMoment } from "@/components/format/time";
import { useClock } from "@/components/frame/clock";
import { UnpricedPill } from "@/components/requests/unpriced-pill";
import { useValueMenu } from "@/components/requests/value-menu";
import type { PropertyField, StringField } from "@/lib/filters/fields";
import type { RequestRow } from "@/lib/query/list-requests";

/** Stands for what is absent. */
export function Absent() {
  return <span className="text-faint">—</span>;
}

export function TimeCell({ moment }: { moment: Date }) {
  const { now, timeZone } = useClock();
  return (
    <time dateTime={moment.toISOString()} title={formatMoment(moment, timeZone)} className="text-muted">
      {formatAge(moment, now, timeZone)}
    </time>
  );
}

export function TextCell({ text }: { text: string | null }) {
  return text === null || text === "" ? <Absent /> : <span title={text}>{text}</span>;
}

/** A value one can narrow the page to, or exclude. */
export function ValueCell({ field, value }: { field: StringField | PropertyField; value: string | null }) {
  const { open } = useValueMenu();
  if (value === null) return <Absent />;
  return (
    <button
      type="button"
      tabIndex={-1}
      title={value}
      aria-haspopup="dialog"
      onClick={(event) => {
        event.stopPropagation();
        open({ anchor: event.currentTarget, field, value });
      }}
      className="-mx-1.5 max-w-full truncate rounded-sm px-1.5 py-0.5 text-left hover:bg-sunken"
    >
      {value === "" ? <span className="text-faint">empty</span> : value}
    </button>
  );
}

/** Estimated counts carry a tilde. */
export function TokensCell({ tokens, estimated }: { tokens: number | null; estimated: boolean }) {
  if (tokens === null) return <Absent />;
  if (!estimated) return formatCount(tokens);
  return <span title="Estimated: the provider reported no counts">~{formatCount(tokens)}</span>;
}

export function LatencyCell({ milliseconds }: { milliseconds: number | null }) {
  return milliseconds === null ? <Absent /> : formatLatency(milliseconds);
}

export function CostCell({ row }: { row: Pick<RequestRow, "cost" | "unpricedReason" | "usageEstimated"> }) {
  if (row.cost === null) return <UnpricedPill reason={row.unpricedReason} />;
  const exact = formatMoneyExact(row.cost);
  return (
    <span title={row.usageEstimated ? `${exact}, from estimated tokens` : exact}>
      {row.usageEstimated ? "~" : ""}
      {formatMoney(row.cost)}
    </span>
  );
}
