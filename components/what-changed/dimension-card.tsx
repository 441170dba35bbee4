import { formatCount } from "@/components/format/count";
import { formatMoneyExact } from "@/components/format/money";
import { PageLink } from "@/components/frame/page-link";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { signedText } from "@/components/what-changed/figures";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";

export type DimensionRow = {
  kind: "value" | "other" | "untagged";
  name: string;
  change: number;
  /** Where a click on it leads; null: nowhere. */
  href: string | null;
  standsOut: boolean;
};

type DimensionCardProps = {
  metric: ChangeMetric;
  label: string;
  values: number;
  rows: readonly DimensionRow[];
  /** The rows add up to it. */
  total: number;
};

/** How the values of one dimension make up the change: bars to the left take away, to the right add. */
export function DimensionCard({ metric, label, values, rows, total }: DimensionCardProps) {
  const largest = Math.max(...rows.map(({ change }) => Math.abs(change)), 0);
  return (
    <Card aria-label={label} className="min-w-0 px-4 py-3">
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="truncate font-medium">
          <bdi>{label}</bdi>
        </h3>
        <span className="shrink-0 text-faint text-xs">
          {formatCount(values)} {values === 1 ? "value" : "values"}
        </span>
      </div>
      <table className="mt-2 w-full table-fixed text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Bar</th>
            <th scope="col">Contribution</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, name, change, href, standsOut }) => (
            <tr key={`${kind} ${href ?? name}`} className="h-7">
              <th scope="row" className="truncate pr-2 text-left font-normal" title={name}>
                {href === null ? (
                  <bdi className="text-muted">{name}</bdi>
                ) : (
                  <PageLink
                    href={href}
                    className={classNames(
                      "underline-offset-4 hover:underline",
                      kind === "untagged" && "text-muted",
                      standsOut && "font-medium",
                    )}
                  >
                    <bdi>{name}</bdi>
                  </PageLink>
                )}
              </th>
              <td className="w-[30%]">
                <Bar share={largest === 0 ? 0 : change / largest} strong={standsOut} />
              </td>
              <td className="w-[27%] text-right" title={metric === "cost" ? formatMoneyExact(change) : undefined}>
                {signedText(metric, change)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="h-7 border-t text-muted">
            <th scope="row" className="text-left font-normal">
              Together
            </th>
            <td />
            <td className="text-right">{signedText(metric, total)}</td>
          </tr>
        </tfoot>
      </table>
    </Card>
  );
}

/** Half of the width for each direction. */
function Bar({ share, strong }: { share: number; strong: boolean }) {
  const width = `${Math.abs(share) * 50}%`;
  return (
    <div aria-hidden className="relative mx-1 h-2.5">
      <div className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
      <div
        className={classNames("absolute inset-y-0 rounded-xs", strong ? "bg-accent" : "bg-data-other")}
        style={share < 0 ? { right: "50%", width } : { left: "50%", width }}
      />
    </div>
  );
}
