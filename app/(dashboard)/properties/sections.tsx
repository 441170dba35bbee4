import "server-only";
import { seriesColor } from "@/components/charts/series-color";
import { narrowTo } from "@/components/filters/edit-filter";
import { isEmpty } from "@/components/properties/chart-data";
import type { ChartQuery } from "@/components/properties/metric-chart";
import { NothingMatches } from "@/components/properties/nothing-matches";
import { PropertyChart } from "@/components/properties/property-chart";
import { PropertyList } from "@/components/properties/property-list";
import { SummaryCards } from "@/components/properties/summary-cards";
import { readSort, tableEntries } from "@/components/properties/table-entries";
import { ValuesTable } from "@/components/properties/values-table";
import { rangeWords } from "@/components/properties/words";
import { allOf } from "@/lib/filters/filter";
import { formatFilter } from "@/lib/filters/filter-text";
import { requestsHref } from "@/lib/filters/search-params";
import { type PropertyTableRow, propertyTable } from "@/lib/query/property-table";
import { type Chosen, chartOf, chosenOf, colorsOf, overviewOf, summaryOf, type View } from "./view";

/** Values with a row of their own; the rest is Other, and search finds them. */
const TABLE_LIMIT = 200;

export async function ListSection({ view }: { view: View }) {
  const [properties, chosen] = await Promise.all([overviewOf(view), chosenOf(view)]);
  return <PropertyList properties={properties} chosen={chosen?.key ?? ""} />;
}

export async function SummarySection({ view }: { view: View }) {
  return <SummaryCards summary={await summaryOf(view)} />;
}

export async function ChartSection({ view }: { view: View }) {
  const chosen = await chosenOf(view);
  if (chosen === null) return null;
  const { range, access } = view;
  const served = await chartOf(view, chosen.field);
  const words = rangeWords(range, access.project.timeZone);
  if (isEmpty(served.data)) {
    const { requests } = await summaryOf(view);
    if (requests === 0) {
      const canWiden = !("preset" in range && range.preset === "all");
      return <NothingMatches range={words} filtered={view.filter !== null} canWiden={canWiden} />;
    }
  }
  return (
    <PropertyChart served={served} query={chartQuery(view, chosen)} dimension={chosen.displayName} range={words} />
  );
}

/** What the client needs to fetch the chart of another metric of the same requests. */
function chartQuery({ access, filter, resolved, now }: View, chosen: Chosen): ChartQuery {
  return {
    project: access.project.slug,
    property: chosen.key,
    filter: filter === null ? "" : formatFilter(filter),
    from: resolved.from.toISOString(),
    to: resolved.to.toISOString(),
    now,
  };
}

export async function TableSection({ view, sort, search, params }: TableSectionProps) {
  const chosen = await chosenOf(view);
  if (chosen === null) return null;
  const { access, filter, resolved: range } = view;
  const { by, descending } = readSort(sort);
  const direction = descending ? "desc" : "asc";
  const ask = { field: chosen.field, filter, range, sort: by, direction, limit: TABLE_LIMIT } as const;
  const [all, colors] = await Promise.all([
    propertyTable(access, { ...ask, search: "" }),
    colorsOf(view, chosen.field),
  ]);
  // A table that is there as a whole is searched where it is shown.
  const complete = all.values <= TABLE_LIMIT;
  const table = complete || search === "" ? all : await propertyTable(access, { ...ask, search });
  const looks = {
    hrefOf: ({ kind, value }: PropertyTableRow) => {
      if (kind === "other") return null;
      return requestsHref("/requests", {
        ...params,
        filter: formatFilter(allOf(narrowTo(filter, chosen.field, value))),
      });
    },
    colorOf: ({ kind, value }: PropertyTableRow) =>
      seriesColor(kind, (value === null ? undefined : colors.get(value)) ?? Number.POSITIVE_INFINITY),
  };
  return (
    <ValuesTable
      entries={tableEntries(table.rows, table === all, looks)}
      values={table.values}
      complete={complete}
      dimension={chosen.displayName}
      chart={chartQuery(view, chosen)}
      totals={table.totals}
    />
  );
}

type TableSectionProps = {
  view: View;
  sort: string;
  search: string;
  /** What a link to the requests of a value keeps. */
  params: { project: string | null; range: string; from: string; to: string };
};
