import type { inferParserType } from "nuqs/server";
import { FirstRequest } from "@/app/(dashboard)/first-request";
import type { FilterProperty } from "@/components/filters/property-names";
import { NoMatches } from "@/components/requests/no-matches";
import { RequestsView } from "@/components/requests/requests-view";
import type { Access } from "@/lib/api/access";
import type { Filter } from "@/lib/filters/filter";
import type { requestsParams } from "@/lib/filters/search-params";
import type { TimeRange } from "@/lib/filters/time-range";
import { logError } from "@/lib/query/caller";
import { countRequests } from "@/lib/query/count-requests";
import { hasRequests } from "@/lib/query/has-requests";
import { listRequests } from "@/lib/query/list-requests";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";

const FIRST_PAGE_ROWS = 50;

type Props = {
  access: Access;
  properties: FilterProperty[];
  params: inferParserType<typeof requestsParams>;
  filter: Filter | null;
  /** Null never comes here: the page has said then what is wrong. */
  range: TimeRange | null;
};

/** The first page of rows, or why there is none. */
export async function RequestsSection({ access, properties, params, filter, range }: Props) {
  const resolved = await resolveTimeRange(access, range ?? { preset: "all" }, new Date());
  const firstPage = await listRequests(access, {
    filter,
    range: resolved,
    order: params.order,
    limit: FIRST_PAGE_ROWS,
    cursor: null,
  });
  const { project, filter: filterText, range: preset, from, to, order } = params;
  const query = { project, filter: filterText, range: preset, from, to, order };
  if (firstPage.rows.length === 0) {
    return (await hasRequests(access)) ? (
      <NoMatches properties={properties} query={query} />
    ) : (
      <FirstRequest access={access} query={query} />
    );
  }
  // Not awaited: the rows are shown before they are counted.
  const count = countRequests(access, { filter, range: resolved }).catch((error: unknown) => {
    logError(error);
    return null;
  });
  return (
    <RequestsView firstPage={firstPage} query={query} renderedAt={Date.now()} properties={properties} count={count} />
  );
}
