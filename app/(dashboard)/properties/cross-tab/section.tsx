import "server-only";
import type { DimensionChoice } from "@/components/filters/dimension-choices";
import { CrossTabTable } from "@/components/properties/cross-tab/cross-tab-table";
import { NoRequestsNote } from "@/components/properties/no-requests-note";
import { NothingMatches } from "@/components/properties/nothing-matches";
import { rangeWords } from "@/components/properties/words";
import type { Access } from "@/lib/api/access";
import type { CrossTabMetric } from "@/lib/filters/cross-tab-params";
import type { Filter } from "@/lib/filters/filter";
import { METRICS } from "@/lib/filters/metrics";
import type { ResolvedRange, TimeRange } from "@/lib/filters/time-range";
import { crossTab } from "@/lib/query/cross-tab";
import { hasRequests } from "@/lib/query/has-requests";

type Question = {
  access: Access;
  rows: DimensionChoice;
  columns: DimensionChoice;
  filter: Filter | null;
  range: TimeRange;
  /** Of all time it begins with the first request, which has to be looked up: the frame of the page does not wait. */
  resolved: Promise<ResolvedRange>;
};

export async function CrossTabSection({
  question,
  metric,
  top,
}: {
  question: Question;
  metric: CrossTabMetric;
  top: number;
}) {
  const { access, rows, columns, filter, range } = question;
  const ask = { rows: rows.field, columns: columns.field, metric, filter, range: await question.resolved, top };
  const table = await crossTab(access, ask);
  const words = rangeWords(range, access.project.timeZone);
  if (table.total.requests === 0) {
    if (!(await hasRequests(access))) return <NoRequestsNote project={access.project.slug} />;
    const canWiden = !("preset" in range && range.preset === "all");
    return <NothingMatches range={words} filtered={filter !== null} canWiden={canWiden} />;
  }
  const title = `${METRICS[metric].label} by ${rows.label} and ${columns.label}, ${words}`;
  return <CrossTabTable table={table} rows={rows} columns={columns} title={title} filter={filter} />;
}
