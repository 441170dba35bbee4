"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { ChartLegend } from "@/components/charts/chart-legend";
import { shownBy } from "@/components/charts/legend-choice";
import type { FilterProperty } from "@/components/filters/property-names";
import { useUrlTransition } from "@/components/frame/url-transition";
import { useVolume, type VolumeQuery } from "@/components/requests/volume/use-volume";
import { useZoom } from "@/components/requests/volume/use-zoom";
import { VolumeChart } from "@/components/requests/volume/volume-chart";
import type { Volume } from "@/components/requests/volume/volume-data";
import { VolumePicker, volumeLabel } from "@/components/requests/volume/volume-picker";
import { VOLUME_HEIGHT, VOLUME_OFF_HEIGHT } from "@/components/requests/volume/volume-skeleton";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { AskWhatChanged } from "@/components/what-changed/ask-what-changed";

type Props = {
  /** The figures the page came with; null when there were none to come with. */
  served: Volume | null;
  query: VolumeQuery;
  properties: readonly FilterProperty[];
};

/** Requests over time above the table, as high with figures as without. */
export function VolumeStrip({ served, query, properties }: Props) {
  const { by, answer, choose, legend, setLegend } = useVolume(query, served);
  const { pending } = useUrlTransition();
  const { zoom, undo } = useZoom();
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const off = by.value === "off";
  const data = off || by.value === null ? undefined : answer.data?.data;
  const series = data?.series ?? [];
  const label = `Requests over time by ${volumeLabel(by.value ?? "status", properties)}`;
  return (
    <section
      aria-label={off ? "Requests over time" : label}
      className={classNames(
        "flex shrink-0 flex-col gap-1 border-b px-4 pt-1.5 md:px-5",
        off ? VOLUME_OFF_HEIGHT : VOLUME_HEIGHT,
      )}
    >
      <div className="flex h-6 min-w-0 shrink-0 items-center gap-3">
        <VolumePicker value={by.value ?? ""} properties={properties} onChoose={choose} />
        {/* One line: names are cut before series are left out. */}
        <div className="h-6 min-w-0 flex-1 overflow-hidden max-sm:invisible [&>ul]:flex-nowrap">
          {data === undefined ? null : (
            <ChartLegend series={series} choice={legend} onChoose={setLegend} onHighlight={setHighlighted} />
          )}
        </div>
        {undo === null ? null : (
          <div className="flex shrink-0">
            <AskWhatChanged metric="requests" className="h-6!" />
            <Button variant="ghost" className="h-6!" onClick={undo}>
              <Undo2 aria-hidden /> <span className="max-sm:sr-only">Undo zoom</span>
            </Button>
          </div>
        )}
      </div>
      {off ? null : (
        <div
          aria-busy={pending || answer.isPlaceholderData}
          className={classNames(
            "transition-opacity duration-150",
            (pending || answer.isPlaceholderData) && "opacity-50",
          )}
        >
          <Body
            problem={by.problem}
            failed={answer.isError}
            onRetry={() => void answer.refetch()}
            onReset={() => choose("status")}
          />
          {data === undefined || answer.isError ? null : (
            <VolumeChart
              data={data}
              label={label}
              shown={shownBy(legend, series)}
              highlighted={highlighted}
              // The first and last bar may reach beyond the range.
              onZoom={(from, to) => zoom(Math.max(from, Date.parse(query.from)), Math.min(to, Date.parse(query.to)))}
              onEscape={() => undo?.()}
            />
          )}
        </div>
      )}
    </section>
  );
}

/** What stands in place of the bars when there are none to show. */
function Body({
  problem,
  failed,
  onRetry,
  onReset,
}: {
  problem: string | null;
  failed: boolean;
  onRetry: () => void;
  onReset: () => void;
}) {
  if (problem === null && !failed) return null;
  return (
    <p role="alert" className="flex h-22 items-center justify-center gap-3 text-sm text-muted">
      {problem === null ? "The volume could not be loaded." : `The address says that ${problem}.`}
      <Button onClick={problem === null ? onRetry : onReset}>
        {problem === null ? "Try again" : "Show by status"}
      </Button>
    </p>
  );
}
