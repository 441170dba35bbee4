"use client";

import { memo, useEffect, useId, useMemo } from "react";
import {
  Bar,
  type BarShapeProps,
  CartesianGrid,
  ComposedChart,
  Line,
  Rectangle,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import { ChartPatterns, fillOf } from "@/components/charts/chart-patterns";
import type { ChartBucket, ChartSeries } from "@/components/charts/chart-types";
import { ghostOf } from "@/components/charts/ghost";
import {
  axisFor,
  BAR,
  dotColor,
  drawnSeries,
  GHOST,
  hasDots,
  isOpen,
  isOpenEnd,
  LINE,
  lineColor,
  opacityOf,
  PLOT,
  type PlotProps,
  TICK,
} from "@/components/charts/plot-parts";
import { timeTicks } from "@/components/charts/time-axis";
import { formatTick } from "@/components/format/time";

/**
 * Bars or lines and their axes, nothing that moves: pointer, keyboard and tooltip belong to TimeChart. Recharts takes tens of
 * milliseconds to draw the same once more, so it is only asked when a prop is another.
 */
export const Plot = memo(function Plot({ onDrawn, ...props }: PlotProps & { onDrawn: () => void }) {
  const { data, shown, highlighted } = props;
  const prefix = useId();
  const ghost = useMemo(() => ghostOf(data, shown), [data, shown]);
  const axis = useMemo(() => axisFor(data, shown, ghost), [data, shown, ghost]);
  const placeOf = useMemo(() => new Map(data.buckets.map(({ start }, index) => [start, index])), [data]);
  const at = ({ start }: ChartBucket) => placeOf.get(start) ?? 0;
  const starts = data.buckets.map(({ start }) => start);
  const drawn = drawnSeries(props);
  // The container has measured itself in an effect before this one: what it draws then and this come in one frame.
  useEffect(onDrawn, [onDrawn]);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={data.buckets}
        margin={{ top: PLOT.top, right: PLOT.right, bottom: 0, left: 0 }}
        barCategoryGap={`${BAR.gap * 100}%`}
        accessibilityLayer={false}
      >
        <ChartPatterns prefix={prefix} series={data.series} />
        <CartesianGrid vertical={false} stroke="var(--data-grid)" />
        <XAxis
          dataKey="start"
          scale="band"
          height={PLOT.bottom}
          ticks={timeTicks(starts, data.bucketSize, data.timeZone)}
          tickFormatter={(start: number) => formatTick(start, data.bucketSize, data.timeZone)}
          interval="equidistantPreserveStart"
          minTickGap={12}
          tick={TICK}
          tickLine={false}
          tickMargin={8}
          axisLine={{ stroke: "var(--line-strong)" }}
        />
        <YAxis
          width={PLOT.left}
          ticks={axis.ticks}
          domain={[0, axis.ticks.at(-1) ?? 1]}
          interval={0}
          tickFormatter={(tick: number) => axis.labels[axis.ticks.indexOf(tick)] ?? ""}
          tick={TICK}
          tickLine={false}
          axisLine={false}
        />
        {data.additive
          ? drawn.map(({ series, index }) => (
              <Bar
                key={series.id}
                stackId="stack"
                dataKey={(bucket: ChartBucket) => bucket.values[index] ?? 0}
                fillOpacity={opacityOf(series, highlighted)}
                maxBarSize={BAR.most}
                isAnimationActive={false}
                shape={(bar: BarShapeProps) => (
                  <Rectangle {...bar} fill={fillOf(prefix, series, index, isOpen(data.buckets[bar.index]))} />
                )}
              />
            ))
          : drawn.flatMap(({ series, index }) => [
              <Line
                key={series.id}
                {...lineOf(series, opacityOf(series, highlighted))}
                dataKey={(bucket: ChartBucket) => (isOpen(bucket) ? null : bucket.values[index])}
                dot={hasDots(data) ? dotOf(series, opacityOf(series, highlighted)) : false}
              />,
              <Line
                key={`${series.id}-running`}
                {...lineOf(series, opacityOf(series, highlighted))}
                strokeDasharray={LINE.dashed}
                dataKey={(bucket: ChartBucket) => (isOpenEnd(data, at(bucket)) ? bucket.values[index] : null)}
                dot={dotOf(series, opacityOf(series, highlighted))}
              />,
            ])}
        {ghost === null ? null : (
          <Line
            type={data.additive ? "step" : "linear"}
            dataKey={(bucket: ChartBucket) => ghost[at(bucket)] ?? null}
            {...GHOST}
            dot={data.buckets.length === 1 ? { r: 2, fill: GHOST.stroke, strokeWidth: 0 } : false}
            activeDot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
});

function lineOf(series: ChartSeries, strokeOpacity: number) {
  return {
    type: "linear",
    stroke: lineColor(series),
    strokeWidth: LINE.strokeWidth,
    strokeOpacity,
    strokeDasharray: series.kind === "untagged" ? LINE.dotted : undefined,
    activeDot: false,
    connectNulls: false,
    isAnimationActive: false,
  } as const;
}

function dotOf(series: ChartSeries, fillOpacity: number) {
  return { r: LINE.dot, strokeWidth: 0, fillOpacity, fill: dotColor(series) };
}
