"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import type { ChartBucket, TimeChartData } from "@/components/charts/chart-types";
import { valueAxis } from "@/components/charts/value-axis";
import { formatCount } from "@/components/format/count";
import { formatBucket } from "@/components/format/time";
import { classNames } from "@/components/ui/class-names";
import { VolumeBars } from "./volume-bars";

type Props = {
  data: TimeChartData;
  /** What the strip shows, in words. */
  label: string;
  shown: ReadonlySet<string>;
  highlighted: string | null;
  /** Called with a span of time (epoch milliseconds) dragged out, or read out with Shift and arrows. */
  onZoom: (from: number, to: number) => void;
  onEscape: () => void;
};

/** The bars, and what pointer and keyboard do: hovering reads a bucket, dragging zooms, arrows walk, Escape goes back. */
export function VolumeChart({ data, label, shown, highlighted, onZoom, onEscape }: Props) {
  const [at, setAt] = useState<number | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const count = data.buckets.length;
  const active = at === null || at >= count ? null : at;
  const bucket = active === null ? undefined : data.buckets[active];
  const span = anchor === null || active === null || anchor === active ? null : ([anchor, active] as const);
  const maximum = maximumOf(data, shown);
  const axis = valueAxis(maximum, "count");
  const top = axis.ticks.at(-1) ?? 1;

  function zoom() {
    const bounds = [anchor ?? active ?? 0, active ?? anchor ?? 0].sort((a, b) => a - b);
    const from = data.buckets[bounds[0] ?? 0];
    const to = data.buckets[bounds[1] ?? 0];
    if (from !== undefined && to !== undefined) onZoom(from.start, to.end);
    setAnchor(null);
    setAt(null);
  }

  function walk(event: KeyboardEvent) {
    const next = stepFor(event.key, active, count);
    if (next !== null) {
      setAnchor(event.shiftKey ? (anchor ?? active ?? next) : null);
      setAt(next);
    } else if (event.key === "Enter" && active !== null) zoom();
    else if (event.key === "Escape") {
      if (anchor === null) onEscape();
      setAnchor(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as a form
    <div
      role="group"
      aria-label={`${label}. Arrow keys read it bar by bar, with Shift they mark a span, Enter zooms into it.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its arrow keys are how the figures are read without a pointer
      tabIndex={0}
      className="relative h-22 cursor-crosshair touch-pan-y rounded-sm select-none"
      onKeyDown={walk}
      onBlur={() => setAt(null)}
      onPointerMove={(event) => setAt(indexAt(event, count))}
      onPointerLeave={() => {
        if (anchor === null) setAt(null);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setAnchor(indexAt(event, count));
      }}
      onPointerUp={() => (span === null ? setAnchor(null) : zoom())}
      onPointerCancel={() => setAnchor(null)}
    >
      <div aria-hidden className="absolute inset-x-0 top-0 border-t border-dashed border-line" />
      {active === null ? null : <Band from={anchor ?? active} to={active} count={count} selecting={span !== null} />}
      <VolumeBars data={data} shown={shown} highlighted={highlighted} maximum={top} />
      <span
        aria-hidden
        className="pointer-events-none absolute top-0 left-0 rounded-br-sm bg-canvas/80 pr-1 text-xs text-muted"
      >
        {maximum === 0 ? "" : axis.labels.at(-1)}
      </span>
      {bucket === undefined || active === null || span !== null ? null : (
        <div
          className={classNames(
            "pointer-events-none absolute top-full z-30 max-md:inset-x-0 max-md:flex max-md:justify-center md:left-(--at)",
            (active + 0.5) / count < 0.5 ? "md:ml-3" : "md:-ml-3 md:-translate-x-full",
          )}
          style={{ "--at": `${((active + 0.5) / count) * 100}%` } as React.CSSProperties}
        >
          <ChartTooltip data={data} bucket={bucket} shown={shown} />
        </div>
      )}
      <span aria-live="polite" className="sr-only">
        {bucket === undefined ? "" : spoken(data, bucket)}
      </span>
    </div>
  );
}

function Band({ from, to, count, selecting }: { from: number; to: number; count: number; selecting: boolean }) {
  const first = Math.min(from, to);
  return (
    <div
      aria-hidden
      className={classNames(
        "pointer-events-none absolute top-0 bottom-5",
        selecting ? "z-10 border-x border-accent bg-accent/15" : "bg-hover",
      )}
      style={{ left: `${(first / count) * 100}%`, width: `${((Math.abs(to - from) + 1) / count) * 100}%` }}
    />
  );
}

function spoken(data: TimeChartData, bucket: ChartBucket): string {
  const parts = data.series.flatMap(({ label }, index) => {
    const value = bucket.values[index] ?? 0;
    return value === 0 ? [] : [`${label} ${formatCount(value)}`];
  });
  const time = formatBucket(bucket.start, data.bucketSize, data.timeZone);
  return `${time}: ${formatCount(bucket.total ?? 0)} requests${parts.length > 1 ? `, ${parts.join(", ")}` : ""}`;
}

function maximumOf(data: TimeChartData, shown: ReadonlySet<string>): number {
  const heights = data.buckets.map(({ values }) =>
    values.reduce<number>((sum, value, index) => sum + (shown.has(data.series[index]?.id ?? "") ? (value ?? 0) : 0), 0),
  );
  return Math.max(0, ...heights);
}

function indexAt(event: PointerEvent<HTMLElement>, count: number): number {
  const box = event.currentTarget.getBoundingClientRect();
  const index = Math.floor(((event.clientX - box.left) / box.width) * count);
  return Math.min(count - 1, Math.max(0, index));
}

function stepFor(key: string, active: number | null, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowRight") return active === null ? 0 : Math.min(count - 1, active + 1);
  if (key === "ArrowLeft") return active === null ? count - 1 : Math.max(0, active - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
