import { Pin, PinOff } from "lucide-react";
import { Sparkline } from "@/components/charts/sparkline";
import { formatCount, formatCountCompact } from "@/components/format/count";
import { formatMoneyCompact } from "@/components/format/money";
import { formatRate } from "@/components/format/share";
import { valueLabel } from "@/components/properties/chart-data";
import { classNames } from "@/components/ui/class-names";
import { Pill } from "@/components/ui/pill";
import type { PropertyOverview } from "@/lib/query/list-properties";

type PropertyListItemProps = {
  property: PropertyOverview;
  current: boolean;
  running: boolean;
  /** Values found by the search. */
  values: readonly string[];
  /** With one of the values found, or with none. */
  onChoose: (value: string | null) => void;
  /** Null: not allowed. */
  onPin: (() => void) | null;
};

/** Name, coverage, number of values, cost and course of one property. */
export function PropertyListItem({ property, current, running, values, onChoose, onPin }: PropertyListItemProps) {
  const { displayName, description, pinned, requests, coverage, cost } = property;
  const about = property.estimated ? "about " : "";
  return (
    <li className={classNames("group relative rounded-md", current ? "bg-selected" : "hover:bg-hover")}>
      <button
        type="button"
        aria-current={current ? "true" : undefined}
        title={description ?? undefined}
        onClick={() => onChoose(null)}
        className="flex w-full flex-col rounded-md px-2.5 py-1.5 text-left focus-visible:outline-offset-[-2px]"
      >
        <span className="flex w-full items-center gap-1.5 pr-6 text-sm">
          <span dir="auto" className="truncate" title={displayName}>
            {displayName}
          </span>
          {property.manyValues ? (
            <Pill title="Too many values to list one by one: charts and tables show the top ones">top values</Pill>
          ) : null}
        </span>
        <span className="flex w-full items-end gap-2 text-muted text-xs">
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="truncate" title={`On ${about}${formatCount(requests)} requests`}>
              {formatRate(coverage)} · {estimate(property, formatCountCompact(requests))} req
            </span>
            <span className="truncate" title={`${about}${formatCount(property.values)} values`}>
              {estimate(property, formatCountCompact(property.values))} {property.values === 1 ? "value" : "values"} ·{" "}
              {cost === null ? "unpriced" : estimate(property, formatMoneyCompact(cost))}
            </span>
          </span>
          <Sparkline
            points={property.points}
            running={running}
            className={classNames("mb-1 h-5 w-14 shrink-0", current ? "text-accent" : "text-faint")}
          />
        </span>
      </button>
      {onPin === null ? null : (
        <button
          type="button"
          aria-pressed={pinned}
          aria-label={`Pin ${displayName}`}
          title={pinned ? "Unpin" : "Pin: listed first, shown on the Dashboard"}
          onClick={onPin}
          className={classNames(
            "absolute top-1 right-1 flex size-6 items-center justify-center rounded-sm text-faint hover:text-ink [&_svg]:size-3.5",
            !pinned && "opacity-0 focus-visible:opacity-100 group-hover:opacity-100",
          )}
        >
          {pinned ? <Pin aria-hidden className="fill-current group-hover:hidden" /> : <Pin aria-hidden />}
          {pinned ? <PinOff aria-hidden className="hidden group-hover:block" /> : null}
        </button>
      )}
      {values.length === 0 ? null : (
        <ul aria-label={`Values of ${displayName} found`} className="flex flex-wrap gap-1 px-2.5 pb-2">
          {values.map((value) => (
            <li key={value} className="max-w-full">
              <button
                type="button"
                dir="auto"
                title={valueLabel(value)}
                onClick={() => onChoose(value)}
                className="h-6 max-w-full truncate rounded-sm bg-sunken px-1.5 text-xs hover:text-accent-text"
              >
                {valueLabel(value)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** An estimate says that it is one. */
function estimate({ estimated }: PropertyOverview, figure: string): string {
  return estimated ? `≈ ${figure}` : figure;
}
