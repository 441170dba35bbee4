"use client";

import dynamic from "next/dynamic";
import { type KeyboardEvent, type PointerEvent, useCallback, useState } from "react";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import type { ChartBucket, TimeChartData } from "@/components/charts/chart-types";
import { PLOT } from "@/components/charts/plot-parts";
import { PlotPicture } from "@/components/charts/plot-picture";
import { formatFigure } from "@/components/charts/unit-format";
import { formatBucket } from "@/components/format/time";
import { classNames } from "@/components/ui/class-names";

const Plot = dynamic(() => import("@/components/charts/plot").then((module) => module.Plot), { ssr: false });

type TimeChartProps = {
  data: TimeChartData;
  /** What the chart shows, in words. */
  label: string;
  shown: ReadonlySet<string>;
  highlighted: string | null;
  /** Called with a span of time (epoch milliseconds) dragged out with the pointer, or marked with Shift and arrows. */
  onZoom: (from: number, to: number) => void;
};

/** A chart over time that answers pointer and keyboard: a click pins the tooltip, a drag zooms, arrows walk the buckets. */
export function TimeChart({ data, label, shown, highlighted, onZoom }: TimeChartProps) {
  const [hovered, setHovered] = useState<number | null>(null);
  const [pinned, setPinned] = useState<number | null>(null);
  /** The arrow keys chose the bucket. */
  const [reading, setReading] = useState(false);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [drawn, setDrawn] = useState(false);
  const onDrawn = useCallback(() => setDrawn(true), []);
  const count = data.buckets.length;
  const active = pinned ?? hovered;
  const bucket = active === null ? undefined : data.buckets[active];
  const last = hovered ?? anchor;
  const span =
    anchor === null || last === null || anchor === last
      ? null
      : ([anchor, last].sort((a, b) => a - b) as [number, number]);

  const plot = { data, shown, highlighted };

  function release() {
    const from = span === null ? undefined : data.buckets[span[0]];
    const to = span === null ? undefined : data.buckets[span[1]];
    if (from && to) onZoom(from.start, to.end);
    else if (anchor !== null) setPinned(pinned === anchor ? null : anchor);
    setAnchor(null);
  }

  function walk(event: KeyboardEvent) {
    const next = stepFor(event.key, active, count);
    if (next !== null) {
      setAnchor(event.shiftKey ? (anchor ?? active ?? next) : null);
      setPinned(null);
      setHovered(next);
      setReading(true);
    } else if (event.key === "Enter" && active !== null) enter(active);
    else if (event.key === "Escape" && (pinned !== null || anchor !== null || reading)) leave();
    else return;
    event.preventDefault();
  }

  function enter(bucket: number) {
    if (span === null) return setPinned(pinned === null ? bucket : null);
    release();
    setReading(false);
    setHovered(null);
  }

  /** What the pointer merely lies on is nothing to close: Escape then undoes the zoom. Of a marked span first the mark goes. */
  function leave() {
    setPinned(null);
    setAnchor(null);
    setReading(reading && span !== null);
    if (reading && span === null) setHovered(null);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as a form
    <div
      role="group"
      aria-label={`${label}. Arrow keys read it bucket by bucket, with Shift they mark a span, Enter zooms into it.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its arrow keys are how the figures are read without a pointer
      tabIndex={0}
      className="relative h-72 touch-pan-y select-none"
      onKeyDown={walk}
      onBlur={() => {
        setReading(false);
        setHovered(null);
        setAnchor(null);
      }}
      onPointerMove={(event) => {
        setReading(false);
        setHovered(indexAt(event, count));
      }}
      onPointerLeave={() => {
        setHovered(null);
        setAnchor(null);
      }}
      onPointerDown={(event) => setAnchor(event.button === 0 ? indexAt(event, count) : null)}
      onPointerUp={release}
    >
      {active === null || span !== null ? null : <Band from={active} to={active} count={count} />}
      {span === null ? null : <Band from={span[0]} to={span[1]} count={count} selecting />}
      {/* Recharts would take the focus of a click, and show it. What it draws is there before it, as a picture. */}
      <div aria-hidden className="pointer-events-none absolute inset-0">
        {drawn ? null : <PlotPicture {...plot} />}
        <Plot {...plot} onDrawn={onDrawn} />
      </div>
      {bucket === undefined || active === null || span !== null ? null : (
        <div
          className={classNames(
            "pointer-events-none absolute z-30 max-md:inset-x-0 max-md:bottom-full max-md:flex max-md:justify-center",
            "md:top-2 md:left-(--at)",
            (active + 0.5) / count < 0.5 ? "md:ml-4" : "md:-ml-4 md:-translate-x-full",
          )}
          style={{ "--at": position(active + 0.5, count) } as React.CSSProperties}
        >
          <ChartTooltip data={data} bucket={bucket} shown={shown} />
        </div>
      )}
      <span aria-live="polite" className="sr-only">
        {bucket === undefined ? "" : `${span === null ? "" : "Marked up to "}${spoken(data, bucket)}`}
      </span>
    </div>
  );
}

/** What is read aloud of a bucket. */
function spoken(data: TimeChartData, bucket: ChartBucket): string {
  const parts = data.series.flatMap(({ label }, index) => {
    const value = bucket.values[index] ?? null;
    return value === null ? [] : [`${label} ${formatFigure(value, data.unit)}`];
  });
  const total =
    bucket.total === null ? [] : [`${data.totalLabel.toLowerCase()} ${formatFigure(bucket.total, data.unit)}`];
  return `${formatBucket(bucket.start, data.bucketSize, data.timeZone)}: ${[...parts, ...total].join(", ") || "no requests"}`;
}

/** The strip behind one bucket, or over those that are being selected. */
function Band({ from, to, count, selecting }: { from: number; to: number; count: number; selecting?: boolean }) {
  return (
    <div
      aria-hidden
      className={classNames("pointer-events-none absolute", selecting ? "z-10 bg-accent/15" : "bg-hover")}
      style={{
        left: position(from, count),
        width: `calc((100% - ${PLOT.left + PLOT.right}px) * ${(to - from + 1) / count})`,
        top: PLOT.top,
        bottom: PLOT.bottom,
      }}
    />
  );
}

function position(bucket: number, count: number): string {
  return `calc(${PLOT.left}px + (100% - ${PLOT.left + PLOT.right}px) * ${bucket / count})`;
}

function indexAt(event: PointerEvent<HTMLElement>, count: number): number | null {
  const box = event.currentTarget.getBoundingClientRect();
  const width = box.width - PLOT.left - PLOT.right;
  const index = Math.floor(((event.clientX - box.left - PLOT.left) / width) * count);
  return index >= 0 && index < count ? index : null;
}

function stepFor(key: string, active: number | null, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowRight") return active === null ? 0 : Math.min(count - 1, active + 1);
  if (key === "ArrowLeft") return active === null ? count - 1 : Math.max(0, active - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
