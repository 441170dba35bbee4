"use client";

import { ChevronDown, History, Table2, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { AskWhatChanged } from "@/components/what-changed/ask-what-changed";
import { chooseGranularity, possibleGranularities, type ResolvedRange } from "@/lib/filters/time-range";
import { changeMetricOf } from "@/lib/filters/what-changed-params";

const AUTOMATIC = "auto";

type ChartToolbarProps = {
  range: ResolvedRange;
  asTable: boolean;
  onAsTable: (asTable: boolean) => void;
  /** Null: the range is not one that was zoomed into. */
  onUndoZoom: (() => void) | null;
  /** What else the chart offers. */
  children?: ReactNode;
};

/** Length of the buckets, the period before, chart or table. */
export function ChartToolbar({ range, asTable, onAsTable, onUndoZoom, children }: ChartToolbarProps) {
  const [{ compare, metric }, setUrl] = usePropertiesUrl();
  return (
    <div role="toolbar" aria-label="Chart" className="flex items-center">
      {onUndoZoom === null ? null : (
        <>
          <AskWhatChanged metric={changeMetricOf(metric)} />
          <Button variant="ghost" title="Undo the zoom (Escape)" onClick={onUndoZoom}>
            <Undo2 aria-hidden />
            <span className="max-lg:sr-only">Undo zoom</span>
          </Button>
        </>
      )}
      <GranularityMenu range={range} />
      <Button
        variant="ghost"
        aria-pressed={compare !== null}
        title="Lay the period before behind the chart"
        className="aria-pressed:bg-selected aria-pressed:text-ink"
        onClick={() => void setUrl({ compare: compare === null ? "previous" : null }, { shallow: true })}
      >
        <History aria-hidden />
        <span className="max-lg:sr-only">Compare</span>
      </Button>
      <Button variant="ghost" onClick={() => onAsTable(!asTable)}>
        <Table2 aria-hidden />
        <span className="max-lg:sr-only">{asTable ? "View as chart" : "View as table"}</span>
      </Button>
      {children}
    </div>
  );
}

function GranularityMenu({ range }: { range: ResolvedRange }) {
  const [{ granularity }, setUrl] = usePropertiesUrl();
  const possible = possibleGranularities(range);
  const chosen = possible.find((each) => each === granularity) ?? AUTOMATIC;
  const choose = (value: string) =>
    void setUrl({ granularity: possible.find((each) => each === value) ?? null }, { shallow: true });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" aria-label={`Granularity: ${granularityLabel(chosen, range)}`}>
          {granularityLabel(chosen, range)}
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuRadioGroup value={chosen} onValueChange={choose}>
          {[AUTOMATIC, ...possible].map((each) => (
            <DropdownMenuRadioItem key={each} value={each}>
              {granularityLabel(each, range)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function granularityLabel(granularity: string, range: ResolvedRange): string {
  if (granularity === AUTOMATIC) return `Auto (${chooseGranularity(range)})`;
  return `${granularity.charAt(0).toUpperCase()}${granularity.slice(1)}`;
}
