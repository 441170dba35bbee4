"use client";

import { type ReactNode, useState } from "react";
import { ChangeNote } from "@/components/charts/change-note";
import { Sparkline } from "@/components/charts/sparkline";
import { formatCardFigure, formatExactFigure } from "@/components/charts/unit-format";
import { formatCount, formatCountCompact } from "@/components/format/count";
import { isLatencyMetric, LATENCY_METRICS, type LatencyMetric } from "@/components/properties/card-metrics";
import { CHART_UNITS } from "@/components/properties/chart-data";
import { type ChartQuery, useChartCard } from "@/components/properties/metric-chart";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { classNames } from "@/components/ui/class-names";
import { Pill } from "@/components/ui/pill";
import { Tooltip } from "@/components/ui/tooltip";
import { type ChartMetric, lessIsBetter, METRICS, type Metric } from "@/lib/filters/metrics";
import type { MetricCard } from "@/lib/query/metric-cards";

type SummaryCardsProps = {
  cards: MetricCard[];
  /** The percentile the URL asks for; null: none. */
  percentile: MetricCard | null;
  /** The range they are compared with, in words; null: none. */
  before: string | null;
  /** The range is still filling. */
  running: boolean;
  /** Null: there is no chart. */
  chart: ChartQuery | null;
};

/** Figures of everything in range and filter; a click shows that figure in the chart. */
export function SummaryCards({ cards, percentile, before, running, chart }: SummaryCardsProps) {
  const all = new Map<Metric, MetricCard>(cards.map((card) => [card.metric, card]));
  const cardOf = (metric: Metric) => all.get(metric) ?? emptyCard(metric);
  const figureOf = (metric: Metric) => cardOf(metric).value ?? 0;
  const unpriced = figureOf("unpriced");
  const common = { before, running };
  return (
    <section
      aria-label="Totals; choose one for the chart"
      className="grid grid-cols-2 gap-3 lg:grid-cols-4 2xl:grid-cols-8"
    >
      <CardButton
        {...common}
        metric="cost"
        label="Total cost"
        card={cardOf("cost")}
        figure={cardOf("cost").value === null && unpriced > 0 ? <Pill>unpriced</Pill> : undefined}
        note={unpriced > 0 ? `${formatCountCompact(unpriced)} unpriced` : null}
      />
      <CardButton {...common} metric="requests" label="Requests" card={cardOf("requests")} />
      <CardButton {...common} metric="cost_avg" label="Cost per request" card={cardOf("cost_avg")} />
      <CardButton
        {...common}
        metric="total_tokens"
        label="Tokens"
        card={cardOf("total_tokens")}
        note={`${formatCountCompact(figureOf("input_tokens"))} in, ${formatCountCompact(figureOf("output_tokens"))} out`}
      />
      <LatencyCard {...common} average={cardOf("latency_avg")} percentile={percentile} chart={chart} />
      <CardButton {...common} metric="ttft_avg" label="Time to first token" card={cardOf("ttft_avg")} />
      <CardButton
        {...common}
        metric="error_rate"
        label="Error rate"
        card={cardOf("error_rate")}
        note={figureOf("errors") > 0 ? `${formatCount(figureOf("errors"))} failed` : null}
      />
    </section>
  );
}

function emptyCard(metric: Metric): MetricCard {
  return { metric, value: null, previous: null, points: [] };
}

type LatencyCardProps = Omit<SummaryCardsProps, "cards"> & { average: MetricCard };

/** Twice as wide, with a switch: the percentile that is chosen comes with its chart. */
function LatencyCard({ average, percentile, chart, ...common }: LatencyCardProps) {
  const [{ metric }, setUrl] = usePropertiesUrl();
  const fetched = useChartCard(chart) ?? percentile;
  // Another metric in the chart leaves the card as it was.
  const [kept, setKept] = useState<{ shown: LatencyMetric; card: MetricCard | null }>({
    shown: isLatencyMetric(metric) ? metric : "latency_avg",
    card: percentile,
  });
  const shown = isLatencyMetric(metric) ? metric : kept.shown;
  const latest = fetched?.metric === shown ? fetched : kept.card;
  if (shown !== kept.shown || latest !== kept.card) setKept({ shown, card: latest });
  const known = latest?.metric === shown ? latest : emptyCard(shown);
  const card = shown === "latency_avg" ? average : known;
  const label = LATENCY_METRICS.find((each) => each.metric === shown)?.label ?? "";
  return (
    <div className="relative col-span-2 min-w-0">
      <CardButton {...common} metric={shown} label={label} card={card} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as a form */}
      <div role="group" aria-label="Latency as" className="absolute top-2 right-2 flex">
        {LATENCY_METRICS.map((each) => (
          <button
            key={each.metric}
            type="button"
            title={each.label}
            aria-pressed={each.metric === shown}
            onClick={() => void setUrl({ metric: each.metric }, { shallow: true })}
            className={classNames(
              "h-6 rounded-sm px-1.5 text-xs",
              each.metric === shown ? "bg-selected font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
            )}
          >
            {each.short}
          </button>
        ))}
      </div>
    </div>
  );
}

type CardButtonProps = {
  metric: ChartMetric;
  label: string;
  card: MetricCard;
  /** Instead of the value. */
  figure?: ReactNode;
  note?: string | null;
  before: string | null;
  running: boolean;
};

function CardButton({ metric, label, card, figure, note = null, before, running }: CardButtonProps) {
  const [url, setUrl] = usePropertiesUrl();
  const chosen = url.metric === metric;
  const unit = CHART_UNITS[METRICS[metric].unit];
  const exact = (
    <>
      <p>{formatExactFigure(card.value, unit)}</p>
      {before === null ? null : (
        <p className="text-muted">
          {formatExactFigure(card.previous, unit)} in the period before ({before})
        </p>
      )}
    </>
  );
  return (
    <Tooltip content={exact} side="bottom">
      <button
        type="button"
        aria-pressed={chosen}
        data-metric={metric}
        onClick={() => void setUrl({ metric }, { shallow: true })}
        className={classNames(
          "flex h-24 max-sm:h-28 w-full min-w-0 flex-col rounded-md border bg-surface px-4 py-3 text-left transition-colors duration-100",
          chosen ? "border-accent shadow-[inset_0_0_0_1px_var(--accent)]" : "hover:border-line-strong hover:bg-hover",
        )}
      >
        <span className="max-w-full truncate text-muted text-sm">{label}</span>
        <span className="mt-0.5 flex w-full items-center gap-3">
          <span className="min-w-0 shrink-0 truncate font-semibold text-xl">
            {figure ?? formatCardFigure(card.value, unit)}
          </span>
          <Sparkline
            points={card.points}
            running={running}
            className={classNames("ml-auto h-6 w-24 min-w-0 shrink", chosen ? "text-accent" : "text-faint")}
          />
        </span>
        <span className="flex w-full flex-wrap gap-x-2 text-muted text-xs">
          {before === null ? null : (
            <ChangeNote value={card.value} previous={card.previous} lessIsBetter={lessIsBetter(metric)} />
          )}
          <span className="truncate">{note ?? " "}</span>
        </span>
      </button>
    </Tooltip>
  );
}
