"use client";

import { ThumbsDown, ThumbsUp } from "lucide-react";
import type { CSSProperties } from "react";
import { formatCount } from "@/components/format/count";
import { formatLatency, formatMilliseconds } from "@/components/format/latency";
import { formatMoney, formatMoneyExact } from "@/components/format/money";
import { formatAge, formatMoment } from "@/components/format/time";
import { useClock } from "@/components/frame/clock";
import { UnpricedPill } from "@/components/requests/unpriced-pill";
import { useValueMenu } from "@/components/requests/value-menu";
import { classNames } from "@/components/ui/class-names";
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

export function TextCell({ text, mono = false }: { text: string | null; mono?: boolean }) {
  if (text === null || text === "") return <Absent />;
  return (
    <span
      dir="auto"
      title={text}
      className={classNames("block truncate text-left", mono && "font-mono text-xs text-muted")}
    >
      {text}
    </span>
  );
}

/** A value one can narrow the page to, or exclude. A property's is a quiet chip. */
export function ValueCell({
  field,
  value,
  chip = false,
}: {
  field: StringField | PropertyField;
  value: string | null;
  chip?: boolean;
}) {
  const { open } = useValueMenu();
  if (value === null) return <Absent />;
  return (
    <button
      type="button"
      tabIndex={-1}
      dir="auto"
      title={value}
      aria-haspopup="dialog"
      onClick={(event) => {
        event.stopPropagation();
        open({ anchor: event.currentTarget, field, value });
      }}
      className={classNames(
        "-mx-1.5 max-w-full truncate rounded-sm px-1.5 text-left align-middle",
        chip ? "h-5 bg-sunken text-xs text-muted hover:bg-line hover:text-ink" : "py-0.5 hover:bg-sunken",
      )}
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

/** With a bar that is full at the table's `--slowest`, in milliseconds: slow calls stand out while reading down. */
export function LatencyCell({ milliseconds, bar = false }: { milliseconds: number | null; bar?: boolean }) {
  if (milliseconds === null) return <Absent />;
  const style: CSSProperties & { "--full": string } = { "--full": `calc(${milliseconds} / var(--slowest) * 100%)` };
  return (
    <span
      title={formatMilliseconds(milliseconds)}
      className={bar ? "figure-bar block" : undefined}
      style={bar ? style : undefined}
    >
      {formatLatency(milliseconds)}
    </span>
  );
}

export function CostCell({ row }: { row: Pick<RequestRow, "cost" | "unpricedReason" | "usageEstimated" | "status"> }) {
  if (row.cost === null) return <UnpricedPill reason={row.unpricedReason} />;
  if (row.cost === 0 && row.status >= 400) {
    return <span title="Not billed: the provider answered with an error">{formatMoney(0)}</span>;
  }
  return <Money dollars={row.cost} estimated={row.usageEstimated} />;
}

/** Cost of one kind of tokens: absent where the model has no such price, or the request none at all. */
export function KindCostCell({ dollars, estimated }: { dollars: number | null; estimated: boolean }) {
  return dollars === null ? <Absent /> : <Money dollars={dollars} estimated={estimated} />;
}

function Money({ dollars, estimated }: { dollars: number; estimated: boolean }) {
  const exact = formatMoneyExact(dollars);
  return (
    <span title={estimated ? `${exact}, from estimated tokens` : exact}>
      {estimated ? "~" : ""}
      {formatMoney(dollars)}
    </span>
  );
}

export function FeedbackCell({ feedback }: { feedback: boolean | null }) {
  if (feedback === null) return <Absent />;
  const Icon = feedback ? ThumbsUp : ThumbsDown;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon aria-hidden className="size-3.5 text-muted" />
      {feedback ? "Good" : "Bad"}
    </span>
  );
}

let countryNames: Intl.DisplayNames | null = null;

/** The code in the cell, the name on hover. */
export function CountryCell({ code }: { code: string | null }) {
  if (code === null || code === "") return <Absent />;
  return <span title={countryName(code)}>{code}</span>;
}

function countryName(code: string): string {
  countryNames ??= new Intl.DisplayNames("en", { type: "region", fallback: "code" });
  return /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code;
}
