import type { TimeChartData } from "@/components/charts/chart-types";
import { ABSENT, formatFigure } from "@/components/charts/unit-format";
import { formatBucket } from "@/components/format/time";

/** The chart's figures as a table, in the chart's height. */
export function ChartDataTable({ data, label }: { data: TimeChartData; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section tabIndex={0} aria-label={`${label}: figures`} className="scroll-thin h-72 overflow-auto border-y">
      <table className="w-full text-sm">
        <thead className="sticky top-0 z-10 bg-surface">
          <tr className="*:bg-surface *:shadow-[inset_0_-1px_var(--line)]">
            <th scope="col" className="sticky left-0 px-4 py-1.5 text-left font-medium">
              Time
            </th>
            {data.series.map(({ id, label: name }) => (
              <th key={id} scope="col" className="max-w-40 truncate px-3 py-1.5 text-right font-medium" title={name}>
                {name}
              </th>
            ))}
            <th scope="col" className="px-4 py-1.5 text-right font-medium whitespace-nowrap">
              {data.totalLabel}
            </th>
            {data.previous === undefined ? null : (
              <th scope="col" className="px-4 py-1.5 text-right font-medium whitespace-nowrap">
                Period before
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {data.buckets.map((bucket, at) => (
            <tr key={bucket.start} className="h-8 border-t first:border-t-0">
              <th scope="row" className="sticky left-0 bg-surface px-4 text-left font-normal whitespace-nowrap">
                {formatBucket(bucket.start, data.bucketSize, data.timeZone)}
                {bucket.running ? <span className="text-muted"> (still running)</span> : null}
                {bucket.cut ? <span className="text-muted"> (cut by the range)</span> : null}
              </th>
              {data.series.map(({ id }, index) => (
                <td key={id} className="px-3 text-right whitespace-nowrap">
                  {cell(data, bucket.values[index] ?? null)}
                </td>
              ))}
              <td className="px-4 text-right font-medium whitespace-nowrap">{cell(data, bucket.total)}</td>
              {data.previous === undefined ? null : (
                <td className="px-4 text-right text-muted whitespace-nowrap">
                  {cell(data, data.previous[at]?.total ?? null)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** In a stack nothing is nothing; in lines a gap stays a gap. */
function cell(data: TimeChartData, value: number | null): string {
  return value === 0 && data.additive ? ABSENT : formatFigure(value, data.unit);
}
