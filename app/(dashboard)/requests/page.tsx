import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { RequestsSection } from "@/app/(dashboard)/requests/requests-section";
import { VolumeSection } from "@/app/(dashboard)/requests/volume/volume-section";
import { openDefaultSegment } from "@/app/(dashboard)/segments/open-default";
import { settledSoon } from "@/app/(dashboard)/settled-soon";
import { FilterBar } from "@/components/filters/filter-bar";
import { ServerClockProvider } from "@/components/frame/clock";
import { NoProject } from "@/components/frame/no-project";
import { PageBar } from "@/components/frame/page-bar";
import { SectionError } from "@/components/frame/section-error";
import { UnreadNotice } from "@/components/frame/unread-notice";
import { BulkBar } from "@/components/requests/bulk/bulk-bar";
import { columnIds } from "@/components/requests/column-ids";
import { layoutCookie } from "@/components/requests/column-layout";
import { ColumnsMenu } from "@/components/requests/columns-menu";
import { ProblemNotice } from "@/components/requests/problem-notice";
import { RequestsSkeleton } from "@/components/requests/requests-skeleton";
import { ColumnLayoutProvider } from "@/components/requests/use-column-layout";
import { SelectionProvider } from "@/components/requests/use-selection";
import { VolumeSkeleton } from "@/components/requests/volume/volume-skeleton";
import { currentAccess } from "@/lib/api/access";
import { loadRequestsParams, readFilter, readTimeRange } from "@/lib/filters/search-params";
import { listPropertyNames } from "@/lib/query/list-properties";

export const metadata: Metadata = { title: "Requests" };

export default async function RequestsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await loadRequestsParams(searchParams);
  const access = await currentAccess(params.project);
  if (access === null) return <NoProject slug={params.project} />;
  await openDefaultSegment(access, "/requests", searchParams);
  const [properties, cookieStore] = await Promise.all([listPropertyNames(access), cookies()]);
  const { timeZone } = access.project;
  const { slug } = access.project;
  const filter = readFilter(params.filter);
  const range = readTimeRange(params);
  const scope = JSON.stringify([slug, params.filter, params.range, params.from, params.to]);
  const query = {
    project: params.project,
    filter: params.filter,
    range: params.range,
    from: params.from,
    to: params.to,
    order: params.order,
  };
  const problem = filter.problem !== null || range.problem !== null;
  const asked = { access, properties, filter: filter.value };
  const volume = problem
    ? null
    : VolumeSection({ ...asked, range: range.value ?? { preset: "all" }, volume: params.volume });
  const rows = problem ? null : RequestsSection({ ...asked, params, range: range.value });
  await settledSoon([volume, rows].filter((section) => section !== null));
  return (
    <ColumnLayoutProvider
      key={slug}
      projectSlug={slug}
      columns={columnIds(properties)}
      remembered={cookieStore.get(layoutCookie(slug))?.value ?? ""}
    >
      <SelectionProvider scope={scope}>
        <PageBar title="Requests">
          <FilterBar properties={properties} timeZone={timeZone} />
          <ColumnsMenu properties={properties} />
        </PageBar>
        <UnreadNotice page="requests" />
        {problem ? null : (
          <SectionError what="Requests over time">
            <Suspense fallback={<VolumeSkeleton off={params.volume === "off"} />}>{volume}</Suspense>
          </SectionError>
        )}
        <SectionError what="Requests" className="flex-1 justify-center">
          <ServerClockProvider now={Date.now()} timeZone={timeZone}>
            {problem ? (
              <ProblemNotice filterProblem={filter.problem} rangeProblem={range.problem} />
            ) : (
              <Suspense fallback={<RequestsSkeleton />}>{rows}</Suspense>
            )}
          </ServerClockProvider>
        </SectionError>
        {problem ? null : (
          // Not among the rows: an edit may take all of them out of the filter, and its progress and undo must stay.
          <div className="relative -top-8">
            <BulkBar query={query} properties={properties} />
          </div>
        )}
      </SelectionProvider>
    </ColumnLayoutProvider>
  );
}
