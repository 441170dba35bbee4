import type { ChartBucket, TimeChartData } from "@/components/charts/chart-types";
import { ghostOf } from "@/components/charts/ghost";
import { GhostSwatch, SeriesSwatch } from "@/components/charts/series-swatch";
import { formatFigure } from "@/components/charts/unit-format";
import { formatShares } from "@/components/format/share";
import { formatBucket } from "@/components/format/time";

type ChartTooltipProps = { data: TimeChartData; bucket: ChartBucket; shown: ReadonlySet<string> };

/** One bucket in words: its series from high to low, with the total and, where parts add up, their shares. */
export function ChartTooltip({ data, bucket, shown }: ChartTooltipProps) {
  const index = data.buckets.indexOf(bucket);
  const before = data.previous?.[index];
  const shares = data.additive ? formatShares(bucket.values.map((value) => value ?? 0)) : [];
  const rows = data.series
    .map((series, at) => ({ series, value: bucket.values[at] ?? null, share: shares[at] }))
    .filter(({ value }) => value !== null && (value !== 0 || !data.additive))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return (
    <div className="w-72 max-w-[calc(100vw-2rem)] rounded-md bg-raised p-3 text-xs shadow-float">
      <p className="mb-2 flex justify-between gap-4 font-medium">
        {formatBucket(bucket.start, data.bucketSize, data.timeZone)}
        {bucket.running ? <span className="font-normal text-muted">still running</span> : null}
        {bucket.cut ? <span className="font-normal text-muted">cut by the range</span> : null}
      </p>
      {rows.length === 0 ? <p className="text-muted">No requests</p> : null}
      <table className="w-full">
        <tbody>
          {rows.map(({ series, value, share }) => (
            <tr key={series.id}>
              <td className="max-w-36 py-0.5 pr-3">
                <span className="flex items-center gap-2">
                  <SeriesSwatch color={series.color} kind={series.kind} />
                  <span dir="auto" className="truncate">
                    {series.label}
                  </span>
                </span>
              </td>
              <td className="py-0.5 text-right whitespace-nowrap">{formatFigure(value, data.unit)}</td>
              {share === undefined ? null : (
                <td className="w-14 py-0.5 pl-2 text-right whitespace-nowrap text-muted">{share}</td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          {bucket.total === null || rows.length === 0 ? null : (
            <tr className="border-t">
              <td className="pt-1.5 text-muted">{data.totalLabel}</td>
              <td className="pt-1.5 text-right font-medium">{formatFigure(bucket.total, data.unit)}</td>
              <td />
            </tr>
          )}
          {before === undefined ? null : (
            <tr className="text-muted">
              <td className="pt-1">
                <span className="flex items-center gap-2">
                  <GhostSwatch />
                  <span className="truncate">{formatBucket(before.start, data.bucketSize, data.timeZone)}</span>
                </span>
              </td>
              <td className="pt-1 text-right">{formatFigure(ghostOf(data, shown)?.[index] ?? null, data.unit)}</td>
              <td />
            </tr>
          )}
        </tfoot>
      </table>
    </div>
  );
}
