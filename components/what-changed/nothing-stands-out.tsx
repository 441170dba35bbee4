import { Card } from "@/components/ui/card";
import { amountText, METRIC_WORDS } from "@/components/what-changed/figures";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import type { WhatChanged } from "@/lib/query/what-changed/types";

/** Says that there is no cause to name, and which of the reasons for that it is. */
export function NothingStandsOut({ metric, whole }: { metric: ChangeMetric; whole: WhatChanged["whole"] }) {
  return (
    <Card className="px-4 py-3">
      <p className="font-medium">Nothing stands out</p>
      <p className="mt-0.5 text-muted text-sm">{reason(metric, whole)}</p>
    </Card>
  );
}

function reason(metric: ChangeMetric, { before, after, change, ordinary }: WhatChanged["whole"]): string {
  const { label, differs } = METRIC_WORDS[metric];
  if (before.requests === 0 && after.requests === 0) return "There are no requests in either period.";
  if (before.requests === 0) return "There are no requests in the earlier period: there is nothing to compare with.";
  if (after.requests === 0) return "There are no requests in this period.";
  if (Math.abs(change) <= ordinary) {
    return `${label} ${differs} by as much between ordinary periods (up to about ${amountText(metric, ordinary)}), and no value moved more than it usually does.`;
  }
  return `${label} ${change > 0 ? "rose" : "fell"} by more than usual, but about evenly: no value moved much more than its size explains.`;
}
