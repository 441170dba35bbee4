import type { ChartBucket, ChartSeries, TimeChartData } from "@/components/charts/chart-types";
import { type ValueAxis, valueAxis } from "@/components/charts/value-axis";

/** Height of a chart and the room around its bars, in pixels: the overlay that follows the pointer computes with them, too. */
export const PLOT = { height: 288, left: 60, right: 8, top: 8, bottom: 24 } as const;

/** Of a bucket's width, what is left free on either side of its bar; and the widest bar in pixels. */
export const BAR = { gap: 0.12, most: 48 } as const;

export const TICK = { fill: "var(--muted)", fontSize: 12 } as const;

export const LINE = { strokeWidth: 1.75, dashed: "3 3", dotted: "1 3", dot: 1.75 } as const;

export const GHOST = { stroke: "var(--muted)", strokeWidth: 1.25, strokeDasharray: "4 3" } as const;

export type PlotProps = {
  data: TimeChartData;
  /** Series that are drawn. */
  shown: ReadonlySet<string>;
  /** The one that stands out while its legend entry is pointed at. */
  highlighted: string | null;
};

/** Where a value lies, in pixels from the top of the room for bars. */
export type YOf = (value: number) => number;

/** The middle of a bucket as a share of the width of them all. */
export function middleOf(bucket: number, count: number): string {
  return `${Number((((bucket + 0.5) / count) * 100).toFixed(3))}%`;
}

/** Each series that is drawn, with its place in the buckets' values. */
export function drawnSeries({ data, shown }: PlotProps): { series: ChartSeries; index: number }[] {
  return data.series.map((series, index) => ({ series, index })).filter(({ series }) => shown.has(series.id));
}

export function opacityOf({ id }: ChartSeries, highlighted: string | null): number {
  return highlighted === null || highlighted === id ? 1 : 0.2;
}

/** The neutrals of bars are too faint for a thin line. */
export function lineColor({ kind, color }: ChartSeries): string {
  return kind === "value" ? color : "var(--faint)";
}

export function dotColor({ kind, color }: ChartSeries): string {
  return kind === "untagged" ? "var(--data-other)" : color;
}

/** Many dots would hide their line. */
export function hasDots({ buckets }: TimeChartData): boolean {
  return buckets.length <= 80;
}

/** Still filling, or cut by the range: it holds less than its name says, and is drawn so. */
export function isOpen(bucket: ChartBucket | undefined): boolean {
  return bucket !== undefined && (bucket.running || bucket.cut === true);
}

/** An open bucket and those beside it: the dashed end of a line runs between them. */
export function isOpenEnd({ buckets }: TimeChartData, index: number): boolean {
  return [index - 1, index, index + 1].some((each) => isOpen(buckets[each]));
}

/** From 0 to at least the highest of what is drawn. */
export function axisFor(data: TimeChartData, shown: ReadonlySet<string>, ghost: (number | null)[] | null): ValueAxis {
  const heights = data.buckets.map(({ values }, bucket) => {
    const drawn = values.filter((_, index) => shown.has(data.series[index]?.id ?? "")).map((value) => value ?? 0);
    const height = data.additive ? drawn.reduce((sum, value) => sum + value, 0) : Math.max(0, ...drawn);
    return Math.max(height, ghost?.[bucket] ?? 0);
  });
  return valueAxis(Math.max(0, ...heights), data.unit);
}
