"use client";

import { useId, useMemo } from "react";
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
import type { ChartBucket, ChartSeries, TimeChartData } from "@/components/charts/chart-types";
import { ghostOf } from "@/components/charts/ghost";
import { timeTicks } from "@/components/charts/time-axis";
import { type ValueAxis, valueAxis } from "@/components/charts/value-axis";
import { formatTick } from "@/components/format/time";

/** Room around the bars in pixels; the overlay that follows the pointer computes with the same numbers. */
export const PLOT = { left: 60, right: 8, top: 8, bottom: 24 } as const;

const TICK = { fill: "var(--muted)", fontSize: 12 } as const;

type PlotProps = {
  data: TimeChartData;
  /** Series that are drawn. */
  shown: ReadonlySet<string>;
  /** The one that stands out while its legend entry is pointed at. */
  highlighted: string | null;
};

/** Bars or lines and their axes, nothing that moves: pointer, keyboard and tooltip belong to TimeChart. */
export function Plot({ data, shown, highlighted }: PlotProps) {
  const prefix = useId();
  const ghost = useMemo(() => ghostOf(data, shown), [data, shown]);
  const axis = useMemo(() => axisFor(data, shown, ghost), [data, shown, ghost]);
  const ghostAt = useMemo(
    () => new Map(data.buckets.map(({ start }, index) => [start, ghost?.[index] ?? null])),
    [data, ghost],
  );
  const starts = data.buckets.map(({ start }) => start);
  const opacity = (series: ChartSeries) => (highlighted === null || highlighted === series.id ? 1 : 0.2);
  const indexed = data.series.map((series, index) => ({ series, index })).filter(({ series }) => shown.has(series.id));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={data.buckets}
        margin={{ top: PLOT.top, right: PLOT.right, bottom: 0, left: 0 }}
        barCategoryGap="12%"
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
          ? indexed.map(({ series, index }) => (
              <Bar
                key={series.id}
                stackId="stack"
                dataKey={(bucket: ChartBucket) => bucket.values[index] ?? 0}
                fillOpacity={opacity(series)}
                maxBarSize={48}
                isAnimationActive={false}
                shape={(bar: BarShapeProps) => (
                  <Rectangle {...bar} fill={fillOf(prefix, series, index, isOpen(data.buckets[bar.index]))} />
                )}
              />
            ))
          : indexed.flatMap(({ series, index }) => [
              <Line
                key={series.id}
                {...lineOf(series, opacity(series))}
                dataKey={(bucket: ChartBucket) => (isOpen(bucket) ? null : bucket.values[index])}
                dot={data.buckets.length <= 80 ? dotOf(series, opacity(series)) : false}
              />,
              <Line
                key={`${series.id}-running`}
                {...lineOf(series, opacity(series))}
                strokeDasharray="3 3"
                dataKey={(bucket: ChartBucket) => (isOpenEnd(data, bucket) ? bucket.values[index] : null)}
                dot={dotOf(series, opacity(series))}
              />,
            ])}
        {ghost === null ? null : (
          <Line
            type={data.additive ? "step" : "linear"}
            dataKey={(bucket: ChartBucket) => ghostAt.get(bucket.start) ?? null}
            stroke="var(--muted)"
            strokeWidth={1.25}
            strokeDasharray="4 3"
            dot={data.buckets.length === 1 ? { r: 2, fill: "var(--muted)", strokeWidth: 0 } : false}
            activeDot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function lineOf(series: ChartSeries, strokeOpacity: number) {
  return {
    type: "linear",
    stroke: lineColor(series),
    strokeWidth: 1.75,
    strokeOpacity,
    strokeDasharray: series.kind === "untagged" ? "1 3" : undefined,
    activeDot: false,
    connectNulls: false,
    isAnimationActive: false,
  } as const;
}

/** The neutrals of bars are too faint for a thin line. */
function lineColor({ kind, color }: ChartSeries): string {
  return kind === "value" ? color : "var(--faint)";
}

function dotOf(series: ChartSeries, fillOpacity: number) {
  return {
    r: 1.75,
    strokeWidth: 0,
    fillOpacity,
    fill: series.kind === "untagged" ? "var(--data-other)" : series.color,
  };
}

/** Still filling, or cut by the range: it holds less than its name says, and is drawn so. */
function isOpen(bucket: ChartBucket | undefined): boolean {
  return bucket !== undefined && (bucket.running || bucket.cut === true);
}

/** An open bucket and those beside it: the dashed end of a line runs between them. */
function isOpenEnd(data: TimeChartData, bucket: ChartBucket): boolean {
  const index = data.buckets.indexOf(bucket);
  return isOpen(bucket) || isOpen(data.buckets[index + 1]) || isOpen(data.buckets[index - 1]);
}

function axisFor(data: TimeChartData, shown: ReadonlySet<string>, ghost: (number | null)[] | null): ValueAxis {
  const heights = data.buckets.map(({ values }, bucket) => {
    const drawn = values.filter((_, index) => shown.has(data.series[index]?.id ?? "")).map((value) => value ?? 0);
    const height = data.additive ? drawn.reduce((sum, value) => sum + value, 0) : Math.max(0, ...drawn);
    return Math.max(height, ghost?.[bucket] ?? 0);
  });
  return valueAxis(Math.max(0, ...heights), data.unit);
}
