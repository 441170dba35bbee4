import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { RequestsSection } from "@/app/(dashboard)/requests/requests-section";
import { FilterBar } from "@/components/filters/filter-bar";
import { ServerClockProvider } from "@/components/frame/clock";
import { NoProject } from "@/components/frame/no-project";
import { PageBar } from "@/components/frame/page-bar";
import { SectionError } from "@/components/frame/section-error";
import { COLUMNS_COOKIE, columnIds, readHidden } from "@/components/requests/column-ids";
import { ColumnVisibilityProvider } from "@/components/requests/column-visibility";
import { ColumnsMenu } from "@/components/requests/columns-menu";
import { ProblemNotice } from "@/components/requests/problem-notice";
import { RequestsSkeleton } from "@/components/requests/requests-skeleton";
import { SelectionProvider } from "@/components/requests/use-selection";
import { currentAccess } from "@/lib/api/access";
import { loadRequestsParams, readFilter, readTimeRange } from "@/lib/filters/search-params";
import { listPropertyNames } from "@/lib/query/list-properties";

export const metadata: Metadata = { title: "Requests" };

export default async function RequestsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await loadRequestsParams(searchParams);
  const access = await currentAccess(params.project);
  if (access === null) return <NoProject slug={params.project} />;
  const [properties, cookieStore] = await Promise.all([listPropertyNames(access), cookies()]);
  const { timeZone } = access.project;
  const hidden = readHidden(cookieStore.get(COLUMNS_COOKIE)?.value, columnIds(properties));
  const filter = readFilter(params.filter);
  const range = readTimeRange(params);
  const scope = JSON.stringify([access.project.slug, params.filter, params.range, params.from, params.to]);
  const problem = filter.problem !== null || range.problem !== null;
  return (
    <ColumnVisibilityProvider key={access.project.slug} initial={hidden}>
      <SelectionProvider scope={scope}>
        <PageBar title="Requests">
          <FilterBar properties={properties} timeZone={timeZone} />
          <ColumnsMenu properties={properties} />
        </PageBar>
        <SectionError what="Requests" className="flex-1 justify-center">
          <ServerClockProvider now={Date.now()} timeZone={timeZone}>
            {problem ? (
              <ProblemNotice filterProblem={filter.problem} rangeProblem={range.problem} />
            ) : (
              <Suspense fallback={<RequestsSkeleton />}>
                <RequestsSection
                  access={access}
                  properties={properties}
                  params={params}
                  filter={filter.value}
                  range={range.value}
                />
              </Suspense>
            )}
          </ServerClockProvider>
        </SectionError>
      </SelectionProvider>
    </ColumnVisibilityProvider>
  );
}
