import { type CSSProperties, useId } from "react";
import { ChartPatterns, fillOf } from "@/components/charts/chart-patterns";
import {
  BAR,
  drawnSeries,
  isOpen,
  middleOf,
  opacityOf,
  type PlotProps,
  type YOf,
} from "@/components/charts/plot-parts";

/** A bar per bucket, of the series that are drawn one upon the other. */
export function PictureBars({ yOf, ...props }: PlotProps & { yOf: YOf }) {
  const { buckets, series: all } = props.data;
  const prefix = useId();
  const width = `min(${BAR.most}px, ${(100 * (1 - 2 * BAR.gap)) / buckets.length}%)`;
  const style: CSSProperties & { "--bar": string } = {
    "--bar": width,
    transform: `translateX(calc(${width} / -2))`,
  };
  const reached = buckets.map(() => 0);
  return (
    <g className="[&>g>rect]:w-(--bar)" style={style}>
      <ChartPatterns prefix={prefix} series={all} />
      {drawnSeries(props).map(({ series, index }) => (
        <g
          key={series.id}
          fill={fillOf(prefix, series, index, false)}
          fillOpacity={opacityOf(series, props.highlighted)}
        >
          {buckets.map((bucket, at) => {
            const from = reached[at] ?? 0;
            const to = from + (bucket.values[index] ?? 0);
            reached[at] = to;
            if (from === to) return null;
            return (
              <rect
                key={bucket.start}
                x={middleOf(at, buckets.length)}
                y={yOf(to)}
                height={Number((yOf(from) - yOf(to)).toFixed(2))}
                fill={isOpen(bucket) ? fillOf(prefix, series, index, true) : undefined}
              />
            );
          })}
        </g>
      ))}
    </g>
  );
}
