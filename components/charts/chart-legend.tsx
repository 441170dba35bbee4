"use client";

import type { ChartSeries } from "@/components/charts/chart-types";
import { excluded, isolated, type LegendChoice, shownBy } from "@/components/charts/legend-choice";
import { GhostSwatch, SeriesSwatch } from "@/components/charts/series-swatch";
import { classNames } from "@/components/ui/class-names";

type LegendProps = {
  series: ChartSeries[];
  choice: LegendChoice | null;
  onChoose: (choice: LegendChoice | null) => void;
  onHighlight: (id: string | null) => void;
  /** The chart lays the period before behind it. */
  ghost?: boolean;
};

/** Pointing at an entry dims the others, a click shows it alone (and again: all), alt-click or Delete leaves it out. */
export function ChartLegend({ series, choice, onChoose, onHighlight, ghost = false }: LegendProps) {
  const shown = shownBy(choice, series);
  const choose = (key: string, exclude: boolean) => onChoose((exclude ? excluded : isolated)(choice, series, key));
  return (
    <ul aria-label="Series" className="flex min-h-6 flex-wrap content-start gap-x-1 gap-y-0.5">
      {series.map(({ id, key, label, color, kind }) => (
        <li key={id} className="max-w-56 min-w-0">
          <button
            type="button"
            aria-pressed={shown.has(id)}
            title={`${label}\nClick to show it alone, alt-click (or Delete) to leave it out`}
            className={classNames(
              "flex h-6 max-w-full items-center gap-2 rounded-sm px-2 text-xs hover:bg-hover",
              shown.has(id) ? "text-ink" : "text-faint line-through",
            )}
            onClick={(event) => choose(key, event.altKey)}
            onKeyDown={(event) => event.key === "Delete" && choose(key, true)}
            onPointerEnter={() => onHighlight(shown.has(id) ? id : null)}
            onPointerLeave={() => onHighlight(null)}
            onFocus={() => onHighlight(shown.has(id) ? id : null)}
            onBlur={() => onHighlight(null)}
          >
            <SeriesSwatch color={shown.has(id) ? color : "transparent"} kind={shown.has(id) ? kind : "value"} />
            <span dir="auto" className="truncate">
              {label}
            </span>
          </button>
        </li>
      ))}
      {ghost ? (
        <li className="flex h-6 items-center gap-2 px-2 text-muted text-xs">
          <GhostSwatch />
          Period before
        </li>
      ) : null}
    </ul>
  );
}
