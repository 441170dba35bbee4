import "server-only";
import { chartQuery } from "@/app/(dashboard)/properties/sections";
import { type Chosen, chosenOf, colorsOf, comparedWith, type View } from "@/app/(dashboard)/properties/view";
import { seriesColor } from "@/components/charts/series-color";
import { dimensionChoices } from "@/components/filters/dimension-choices";
import { narrowTo } from "@/components/filters/edit-filter";
import { ServerClockProvider } from "@/components/frame/clock";
import { filterText, fitsFilter, withValues } from "@/components/properties/choose-values";
import { seenKey } from "@/components/properties/seen-key";
import { columnOf, readColumns, readSort } from "@/components/properties/table-columns";
import { tableEntries } from "@/components/properties/table-entries";
import { ValuesTable } from "@/components/properties/values-table";
import { conjuncts, containing } from "@/lib/filters/filter";
import { type loadPropertiesParams, propertiesHref, rangeParams, requestsHref } from "@/lib/filters/search-params";
import type { ResolvedRange } from "@/lib/filters/time-range";
import { logError } from "@/lib/query/caller";
import { type PropertyTable, type PropertyTableRow, propertyTable } from "@/lib/query/property-table";
import { type SeenFigures, seenByValue } from "@/lib/query/seen-by-value";
import { isChange } from "@/lib/query/sql/change-order";

/** Values on a page; the rest is Other there. */
const PAGE_SIZE = 100;

type TableSectionProps = { view: View; params: Params };
type Params = Awaited<ReturnType<typeof loadPropertiesParams>>;

export async function TableSection({ view, params }: TableSectionProps) {
  const chosen = await chosenOf(view);
  if (chosen === null) return null;
  const { access, filter, resolved: range } = view;
  const { by, descending } = readSort(params.sort);
  const figures = readColumns(params.figures);
  const columns = figures.map(columnOf);
  const compared = isChange(by) || columns.some(({ kind }) => kind === "change") ? comparedWith(view) : null;
  const ask = {
    ...{ field: chosen.field, filter, range, sort: by, limit: PAGE_SIZE },
    direction: descending ? ("desc" as const) : ("asc" as const),
    metrics: columns.flatMap(({ metric }) => metric ?? []),
    previous: compared,
  };
  const offset = Math.max(0, params.page - 1) * PAGE_SIZE;
  const [all, colors] = await Promise.all([
    propertyTable(access, { ...ask, search: "", offset }),
    colorsOf(view, chosen.field),
  ]);
  // A table that is there as a whole is searched where it is shown.
  const complete = all.values <= PAGE_SIZE;
  const searched = !complete && params.search !== "";
  const table = searched ? await propertyTable(access, { ...ask, search: params.search, offset }) : all;
  const looks = {
    hrefOf: hrefsOf(view, chosen, table, params, { compared, search: searched ? params.search : "" }),
    colorOf: ({ kind, value }: PropertyTableRow) =>
      seriesColor(kind, (value === null ? undefined : colors.get(value)) ?? Number.POSITIVE_INFINITY),
  };
  const wantsSeen = columns.some(({ kind }) => kind === "seen");
  return (
    <ServerClockProvider now={view.now} timeZone={access.project.timeZone}>
      <ValuesTable
        key={chosen.field}
        field={chosen.field}
        entries={tableEntries(table.rows, table === all, looks)}
        figures={figures}
        seen={wantsSeen ? seenOf(view, chosen, table) : null}
        values={table.values}
        offset={table.offset}
        pageSize={PAGE_SIZE}
        complete={complete}
        dimension={chosen.displayName}
        chart={chartQuery(view, chosen)}
        totals={table.totals}
        choices={dimensionChoices(view.names)}
        exportHref={propertiesHref("/properties/values/export", {
          ...keptOf(params),
          property: chosen.key,
          sort: params.sort,
        })}
      />
    </ServerClockProvider>
  );
}

/** What every page keeps. */
const keptOf = ({ project, filter, range, from, to }: Params) => ({ project, filter, range, from, to });

/** Where a row leads: to its requests, under every condition it was counted with. */
function hrefsOf(
  { filter }: View,
  { field }: Chosen,
  table: PropertyTable,
  params: Params,
  { compared, search }: { compared: ResolvedRange | null; search: string },
) {
  const named = table.rows.flatMap(({ kind, value }) => (kind === "value" && value !== null ? [value] : []));
  const searched = search === "" ? [] : [containing(field, search)];
  return ({ kind, value, requests }: PropertyTableRow): string | null => {
    if (kind === "other") {
      if (!fitsFilter(named)) return null;
      const parts = [...conjuncts(filter), ...searched, ...withValues(null, field, "is_not", named)];
      return requestsHref("/requests", { ...keptOf(params), filter: filterText(parts) });
    }
    // What is gone has its requests in the period before.
    const gone = requests === 0 && compared !== null ? rangeParams(compared) : {};
    return requestsHref("/requests", {
      ...keptOf(params),
      ...gone,
      filter: filterText(narrowTo(filter, field, value)),
    });
  };
}

/** Users and last requests, which may take longer than the table: it does not wait for them. */
async function seenOf({ access, filter, resolved: range }: View, { field }: Chosen, table: PropertyTable) {
  try {
    const rows = await seenByValue(access, { field, values: [...table.found.keys()], filter, range });
    return new Map<string, SeenFigures>(
      rows.map(({ kind, raw, users, lastSeen }) => [
        seenKey({ kind, value: raw === null ? null : (table.found.get(raw) ?? null) }),
        { users, lastSeen },
      ]),
    );
  } catch (error) {
    logError(error);
    return null;
  }
}
