import type { ChartBucket, ChartSeries, TimeChartData } from "@/components/charts/chart-types";
import { timeTicks } from "@/components/charts/time-axis";
import { formatTick } from "@/components/format/time";
import { classNames } from "@/components/ui/class-names";

type Props = {
  data: TimeChartData;
  /** Series that are drawn. */
  shown: ReadonlySet<string>;
  /** The one that stands out. */
  highlighted: string | null;
  /** The figure at the full height. */
  maximum: number;
};

const HATCH = "repeating-linear-gradient(-45deg, transparent 0 2px, var(--surface) 2px 4px)";
const UNTAGGED = "repeating-linear-gradient(45deg, var(--data-other) 0 2px, var(--data-untagged) 2px 4px)";

/** Bars and time labels, nothing that moves; painted by the server already. */
export function VolumeBars({ data, shown, highlighted, maximum }: Props) {
  const starts = data.buckets.map(({ start }) => start);
  const ticks = timeTicks(starts, data.bucketSize, data.timeZone, 8);
  const gap = data.buckets.length > 100 ? "gap-px" : "gap-0.5";
  return (
    <div aria-hidden className="absolute inset-0">
      <div className={`absolute inset-x-0 top-0 bottom-5 flex items-stretch border-b ${gap}`}>
        {data.buckets.map((bucket) => (
          <Column
            key={bucket.start}
            bucket={bucket}
            series={data.series}
            shown={shown}
            highlighted={highlighted}
            maximum={maximum}
          />
        ))}
      </div>
      {ticks.map((tick, index) => (
        <span
          key={tick}
          className={classNames(
            "absolute bottom-0 text-xs whitespace-nowrap text-muted",
            // On a phone there is room for every third.
            index % 3 !== 0 && "max-sm:hidden",
          )}
          style={{ left: `${(starts.indexOf(tick) / starts.length) * 100}%` }}
        >
          {formatTick(tick, data.bucketSize, data.timeZone)}
        </span>
      ))}
    </div>
  );
}

function Column({
  bucket,
  series,
  shown,
  highlighted,
  maximum,
}: Omit<Props, "data"> & { bucket: ChartBucket; series: ChartSeries[] }) {
  return (
    <div className="flex min-w-0 flex-1 flex-col-reverse">
      {series.map(({ id, kind, color }, index) => {
        const value = bucket.values[index] ?? 0;
        if (value === 0 || !shown.has(id)) return null;
        return (
          <div
            key={id}
            className="min-h-px"
            style={{
              height: `${(value / maximum) * 100}%`,
              backgroundColor: color,
              backgroundImage: bucket.running ? HATCH : kind === "untagged" ? UNTAGGED : undefined,
              opacity: highlighted === null || highlighted === id ? 1 : 0.2,
            }}
          />
        );
      })}
    </div>
  );
}
