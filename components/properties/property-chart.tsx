"use client";

import { useMemo, useRef, useState } from "react";
import { ChartDataTable } from "@/components/charts/chart-data-table";
import { ChartLegend } from "@/components/charts/chart-legend";
import { formatLegend, readLegend, shownBy } from "@/components/charts/legend-choice";
import { TimeChart } from "@/components/charts/time-chart";
import { useLate } from "@/components/frame/use-late";
import { ChartToolbar } from "@/components/properties/chart-toolbar";
import { Dimmed } from "@/components/properties/dimmed";
import { DownloadMenu } from "@/components/properties/download-menu";
import { type ChartQuery, type MetricChart, useMetricChart } from "@/components/properties/metric-chart";
import { usePropertiesUrl } from "@/components/properties/use-properties-url";
import { useZoom } from "@/components/properties/use-zoom";
import { bucketWords, chartTitle } from "@/components/properties/words";
import { Card } from "@/components/ui/card";
import { ErrorNote } from "@/components/ui/error-note";
import type { ResolvedRange } from "@/lib/filters/time-range";

type PropertyChartProps = {
  /** The chart the page came with. */
  served: MetricChart;
  query: ChartQuery;
  /** Display name of the property. */
  dimension: string;
  /** In words: `last 7 days`. */
  range: string;
};

/** The metric in the URL over time by value; a card's click changes it without a new page. */
export function PropertyChart({ served, query, dimension, range }: PropertyChartProps) {
  const { chart, busy, refetch } = useMetricChart(query, served);
  if (chart === undefined) {
    return (
      <Card className="min-w-0">
        <ErrorNote
          title="The chart could not be loaded"
          detail="The rest of the page still works."
          onRetry={() => void refetch()}
        />
      </Card>
    );
  }
  const { metric, data } = chart;
  const title = chartTitle(metric, dimension, range);
  const caption = bucketWords(data.bucketSize, data.additive, data.timeZone, query.now);
  const resolved = { from: new Date(query.from), to: new Date(query.to) };
  return <ChartCard data={data} title={title} caption={caption} range={resolved} busy={busy} />;
}

type ChartCardProps = {
  data: MetricChart["data"];
  /** Metric, dimension and range in words. */
  title: string;
  /** Length of a bucket and the zone it is cut in. */
  caption: string;
  range: ResolvedRange;
  /** Another chart is under way. */
  busy: boolean;
};

/** As a chart or as a table of the same figures. */
function ChartCard({ data, title, caption, range, busy }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const [{ legend }, setUrl] = usePropertiesUrl();
  const choice = useMemo(() => readLegend(legend), [legend]);
  // Recharts takes longer than the rest of the page.
  const { shown: drawn, late } = useLate(data);
  const shown = useMemo(() => shownBy(choice, drawn.series), [choice, drawn]);
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const { zoom, undo } = useZoom();
  const drawing = useRef<HTMLDivElement>(null);

  return (
    <Card className="min-w-0" aria-label={title}>
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <h2 className="min-w-0 flex-1 font-medium max-sm:basis-full">{title}</h2>
        <ChartToolbar range={range} asTable={asTable} onAsTable={setAsTable} onUndoZoom={undo}>
          <DownloadMenu data={data} title={title} drawing={asTable ? null : drawing} />
        </ChartToolbar>
      </div>
      <Dimmed busy={busy || late}>
        {asTable ? (
          <ChartDataTable data={data} label={title} />
        ) : (
          <div ref={drawing} className="px-2">
            <TimeChart data={drawn} label={title} shown={shown} highlighted={highlighted} onZoom={zoom} />
          </div>
        )}
        <div className="flex min-h-14 flex-col gap-1 px-2 pt-2 pb-3">
          <div className={asTable ? "invisible" : undefined}>
            <ChartLegend
              series={data.series}
              choice={choice}
              onChoose={(next) => void setUrl({ legend: formatLegend(next) }, { shallow: true })}
              onHighlight={setHighlighted}
              ghost={data.previous !== undefined}
            />
          </div>
          <p className="px-2 text-muted text-xs">{caption}</p>
        </div>
      </Dimmed>
    </Card>
  );
}
