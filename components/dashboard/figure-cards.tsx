"use client";

import { ChangeNote } from "@/components/charts/change-note";
import { Sparkline } from "@/components/charts/sparkline";
import { formatCardFigure, formatExactFigure } from "@/components/charts/unit-format";
import { formatCountCompact } from "@/components/format/count";
import { PageLink } from "@/components/frame/page-link";
import { Pill } from "@/components/ui/pill";
import { Tooltip } from "@/components/ui/tooltip";
import type { MetricCard } from "@/lib/query/metric-cards";

type FigureCard = MetricCard & {
  label: string;
  unit: "usd" | "count" | "ms" | "share";
  href: string;
  lessIsBetter: boolean;
  note: string | null;
};

type FigureCardsProps = {
  cards: readonly FigureCard[];
  unpriced: number;
  /** The range they are compared with, in words; null: none. */
  before: string | null;
  running: boolean;
};

/** The figures everybody looks at first; each leads to where it comes from. */
export function FigureCards({ cards, unpriced, before, running }: FigureCardsProps) {
  return (
    <ul aria-label="Totals" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {cards.map((card) => (
        <li key={card.metric} className="min-w-0">
          <Tooltip content={<Exact card={card} before={before} />} side="bottom">
            <PageLink
              href={card.href}
              data-metric={card.metric}
              className="flex h-24 max-sm:h-28 w-full min-w-0 flex-col rounded-md border bg-surface px-4 py-3 transition-colors duration-100 hover:border-line-strong hover:bg-hover"
            >
              <span className="shrink-0 truncate text-muted text-sm">{card.label}</span>
              <span className="mt-0.5 flex w-full items-center gap-3">
                <span className="shrink-0 truncate font-semibold text-xl">
                  {card.metric === "cost" && card.value === null && unpriced > 0 ? (
                    <Pill>unpriced</Pill>
                  ) : (
                    formatCardFigure(card.value, card.unit)
                  )}
                </span>
                <Sparkline
                  points={card.points}
                  running={running}
                  className="ml-auto h-6 w-24 min-w-0 shrink text-accent"
                />
              </span>
              <span className="flex w-full flex-wrap gap-x-2 text-muted text-xs">
                {before === null ? null : (
                  <ChangeNote value={card.value} previous={card.previous} lessIsBetter={card.lessIsBetter} />
                )}
                <span className="truncate">
                  {card.metric === "cost" && unpriced > 0 ? `${formatCountCompact(unpriced)} unpriced` : card.note}
                </span>
              </span>
            </PageLink>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}

function Exact({ card, before }: { card: FigureCard; before: string | null }) {
  return (
    <>
      <p>{formatExactFigure(card.value, card.unit)}</p>
      {before === null ? null : (
        <p className="text-muted">
          {formatExactFigure(card.previous, card.unit)} in the period before ({before})
        </p>
      )}
    </>
  );
}
