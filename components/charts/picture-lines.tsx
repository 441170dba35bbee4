import type { ReactNode } from "react";
import {
  dotColor,
  drawnSeries,
  hasDots,
  isOpen,
  isOpenEnd,
  LINE,
  lineColor,
  middleOf,
  opacityOf,
  PLOT,
  type PlotProps,
  type YOf,
} from "@/components/charts/plot-parts";

/** A line per series, dashed where a bucket is still filling. */
export function PictureLines({ yOf, ...props }: PlotProps & { yOf: YOf }) {
  const { data, highlighted } = props;
  const { buckets } = data;
  return drawnSeries(props).map(({ series, index }) => {
    const values = buckets.map((bucket) => bucket.values[index] ?? null);
    const closed = values.map((value, at) => (isOpen(buckets[at]) ? null : value));
    const open = values.map((value, at) => (isOpenEnd(data, at) ? value : null));
    const dots = hasDots(data) ? values : open;
    const opacity = opacityOf(series, highlighted);
    const line = { stroke: lineColor(series), strokeWidth: LINE.strokeWidth };
    return (
      <g key={series.id} strokeOpacity={opacity} fillOpacity={opacity} fill={dotColor(series)}>
        <Stretched count={buckets.length}>
          <path
            {...line}
            d={lineThrough(closed, yOf)}
            strokeDasharray={series.kind === "untagged" ? LINE.dotted : undefined}
          />
          <path {...line} d={lineThrough(open, yOf)} strokeDasharray={LINE.dashed} />
        </Stretched>
        {buckets.map(({ start }, at) => {
          const value = dots[at] ?? null;
          if (value === null) return null;
          return <circle key={start} cx={middleOf(at, buckets.length)} cy={yOf(value)} r={LINE.dot} />;
        })}
      </g>
    );
  });
}

/** As wide as the chart; inside, a bucket is one wide, and strokes are as thick as elsewhere. */
export function Stretched({ count, children }: { count: number; children: ReactNode }) {
  return (
    <svg
      aria-hidden
      width="100%"
      height={PLOT.height - PLOT.top - PLOT.bottom}
      viewBox={`0 0 ${count} ${PLOT.height - PLOT.top - PLOT.bottom}`}
      preserveAspectRatio="none"
      overflow="visible"
      fill="none"
      className="[&>path]:[vector-effect:non-scaling-stroke]"
    >
      {children}
    </svg>
  );
}

/** From the middle of each bucket to the next; null is a gap. */
export function lineThrough(values: readonly (number | null)[], yOf: YOf): string {
  return values
    .map((value, at) => {
      if (value === null) return "";
      return `${(values[at - 1] ?? null) === null ? "M" : "L"}${at + 0.5} ${yOf(value)}`;
    })
    .join("");
}

/** A level per bucket, from the middle of the first to the middle of the last; null is a gap. */
export function stepsThrough(values: readonly (number | null)[], yOf: YOf): string {
  return values
    .map((value, at) => {
      if (value === null) return "";
      const begins = (values[at - 1] ?? null) === null;
      const ends = (values[at + 1] ?? null) === null;
      return `${begins ? `M${at + 0.5} ${yOf(value)}` : `V${yOf(value)}`}H${ends ? at + 0.5 : at + 1}`;
    })
    .join("");
}
