"use client";

import type { ReactNode } from "react";
import { ABSENT, formatCardFigure, formatExactFigure } from "@/components/charts/unit-format";
import { formatCount } from "@/components/format/count";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { classNames } from "@/components/ui/class-names";
import { Pill } from "@/components/ui/pill";
import { Tooltip } from "@/components/ui/tooltip";
import type { ChartMetric } from "@/lib/filters/metrics";
import type { PropertySummary } from "@/lib/query/property-summary";

/** Four figures of everything in range and filter; a click shows that figure in the chart. */
export function SummaryCards({ summary }: { summary: PropertySummary }) {
  const { requests, cost, unpriced, latencyAvg, errors, errorRate } = summary;
  return (
    <section aria-label="Totals; choose one for the chart" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <MetricCard
        metric="cost"
        label="Total cost"
        figure={cost === null && unpriced > 0 ? <Pill>unpriced</Pill> : formatCardFigure(cost, "usd")}
        exact={formatExactFigure(cost, "usd")}
        note={unpriced > 0 ? `${formatCount(unpriced)} unpriced left out` : null}
      />
      <MetricCard
        metric="requests"
        label="Requests"
        figure={formatCardFigure(requests, "count")}
        exact={formatExactFigure(requests, "count")}
        note={null}
      />
      <MetricCard
        metric="latency_avg"
        label="Average latency"
        figure={formatCardFigure(latencyAvg, "ms")}
        exact={formatExactFigure(latencyAvg, "ms")}
        note={null}
      />
      <MetricCard
        metric="error_rate"
        label="Error rate"
        figure={formatCardFigure(errorRate, "share")}
        exact={errorRate === null ? ABSENT : `${formatCount(errors)} of ${formatCount(requests)} requests failed`}
        note={errors > 0 ? `${formatCount(errors)} failed` : null}
      />
    </section>
  );
}

type MetricCardProps = { metric: ChartMetric; label: string; figure: ReactNode; exact: string; note: string | null };

function MetricCard({ metric, label, figure, exact, note }: MetricCardProps) {
  const [url, setUrl] = usePropertiesUrl();
  const chosen = url.metric === metric;
  return (
    <Tooltip content={exact} side="bottom">
      <button
        type="button"
        aria-pressed={chosen}
        data-metric={metric}
        onClick={() => void setUrl({ metric }, { shallow: true })}
        className={classNames(
          "flex h-24 min-w-0 flex-col rounded-md border bg-surface px-4 py-3 text-left transition-colors duration-100",
          chosen ? "border-accent shadow-[inset_0_0_0_1px_var(--accent)]" : "hover:border-line-strong hover:bg-hover",
        )}
      >
        <span className="truncate text-muted text-sm">{label}</span>
        <span className="mt-0.5 truncate font-semibold text-xl">{figure}</span>
        <span className="truncate text-muted text-xs">{note ?? " "}</span>
      </button>
    </Tooltip>
  );
}
