import type { ChartBucket, TimeChartData } from "@/components/charts/chart-types";
import { SeriesSwatch } from "@/components/charts/series-swatch";
import { formatFigure } from "@/components/charts/unit-format";
import { formatShares } from "@/components/format/share";
import { formatBucket } from "@/components/format/time";

/** One bucket in words: its series from high to low, with the total and, where parts add up, their shares. */
export function ChartTooltip({ data, bucket }: { data: TimeChartData; bucket: ChartBucket }) {
  const shares = data.additive ? formatShares(bucket.values.map((value) => value ?? 0)) : [];
  const rows = data.series
    .map((series, index) => ({ series, value: bucket.values[index] ?? null, share: shares[index] }))
    .filter(({ value }) => value !== null && (value !== 0 || !data.additive))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return (
    <div className="w-72 max-w-[calc(100vw-2rem)] rounded-md bg-raised p-3 text-xs shadow-float">
      <p className="mb-2 flex justify-between gap-4 font-medium">
        {formatBucket(bucket.start, data.bucketSize, data.timeZone)}
        {bucket.running ? <span className="font-normal text-muted">still running</span> : null}
      </p>
      {rows.length === 0 ? <p className="text-muted">No requests</p> : null}
      <table className="w-full">
        <tbody>
          {rows.map(({ series, value, share }) => (
            <tr key={series.id}>
              <td className="max-w-36 py-0.5 pr-3">
                <span className="flex items-center gap-2">
                  <SeriesSwatch color={series.color} kind={series.kind} />
                  <span className="truncate">{series.label}</span>
                </span>
              </td>
              <td className="py-0.5 text-right">{formatFigure(value, data.unit)}</td>
              {share === undefined ? null : <td className="w-14 py-0.5 text-right text-muted">{share}</td>}
            </tr>
          ))}
        </tbody>
        {bucket.total === null || rows.length === 0 ? null : (
          <tfoot>
            <tr className="border-t">
              <td className="pt-1.5 text-muted">{data.totalLabel}</td>
              <td className="pt-1.5 text-right font-medium">{formatFigure(bucket.total, data.unit)}</td>
              <td />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
