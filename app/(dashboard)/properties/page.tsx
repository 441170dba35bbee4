import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type ReactNode, Suspense } from "react";
import { openDefaultSegment } from "@/app/(dashboard)/segments/open-default";
import { settledSoon } from "@/app/(dashboard)/settled-soon";
import { FilterBar } from "@/components/filters/filter-bar";
import { LateSection } from "@/components/frame/late-section";
import { PageBar } from "@/components/frame/page-bar";
import { SectionError } from "@/components/frame/section-error";
import { NoProperties } from "@/components/properties/no-properties";
import { PropertiesTabs } from "@/components/properties/properties-tabs";
import { CardsSkeleton, ChartSkeleton, ListSkeleton, TableSkeleton } from "@/components/properties/skeletons";
import { UnreadableUrl } from "@/components/properties/unreadable-url";
import { currentAccess } from "@/lib/api/access";
import { gatewayUrl } from "@/lib/api/gateway-url";
import { loadPropertiesParams, readFilter, readTimeRange } from "@/lib/filters/search-params";
import { hasRequests } from "@/lib/query/has-requests";
import { listPropertyNames } from "@/lib/query/list-properties";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";
import { ChartSection, ListSection, SummarySection } from "./sections";
import { TableSection } from "./values/table-section";

export const metadata: Metadata = { title: "Properties" };

export default async function PropertiesPage({ searchParams }: PageProps<"/properties">) {
  const params = await loadPropertiesParams(searchParams);
  const access = await currentAccess(params.project);
  if (access === null) notFound();
  await openDefaultSegment(access, "/properties", searchParams);
  const names = await listPropertyNames(access);
  const bar = (
    <PageBar title="Properties">
      <FilterBar properties={names} timeZone={access.project.timeZone} />
    </PageBar>
  );
  const filter = readFilter(params.filter);
  const range = readTimeRange(params);
  if (filter.problem !== null) return withBar(bar, <UnreadableUrl what="filter" problem={filter.problem} />);
  if (range.problem !== null) return withBar(bar, <UnreadableUrl what="time range" problem={range.problem} />);
  if (names.length === 0) {
    return withBar(
      bar,
      <NoProperties gatewayUrl={gatewayUrl()} project={params.project} anyRequests={await hasRequests(access)} />,
    );
  }
  const now = new Date();
  const view = {
    access,
    names,
    filter: filter.value,
    range: range.value,
    resolved: await resolveTimeRange(access, range.value, now),
    now: now.getTime(),
    property: params.property,
    metric: params.metric,
    granularity: params.granularity,
    compare: params.compare,
  };
  const summary = SummarySection({ view });
  const chart = ChartSection({ view });
  const table = TableSection({ view, params });
  const first = settledSoon([summary, chart, table]);
  // It asks most of the database, and asks it when the others have their answers.
  const list = first.then(() => ListSection({ view }));
  await first;
  return withBar(
    bar,
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      <aside aria-label="Choose a property" className="flex shrink-0 flex-col md:w-64 md:border-r">
        <Section what="The list of properties" fallback={<ListSkeleton />}>
          <LateSection content={list} className="flex min-h-0 flex-1 flex-col" />
        </Section>
      </aside>
      <div className="scroll-thin relative min-w-0 flex-1 overflow-y-auto">
        <div className="flex flex-col gap-4 p-4 md:p-5">
          <Section what="The totals" fallback={<CardsSkeleton />}>
            {summary}
          </Section>
          <Section what="The chart" fallback={<ChartSkeleton />}>
            {chart}
          </Section>
          <Section what="The table of values" fallback={<TableSkeleton />}>
            {table}
          </Section>
        </div>
      </div>
    </div>,
  );
}

function withBar(bar: ReactNode, content: ReactNode) {
  return (
    <>
      {bar}
      <PropertiesTabs />
      {content}
    </>
  );
}

/** Streams in by itself and fails by itself. */
function Section({ what, fallback, children }: { what: string; fallback: ReactNode; children: ReactNode }) {
  return (
    <SectionError what={what} className="rounded-md border bg-surface">
      <Suspense fallback={fallback}>{children}</Suspense>
    </SectionError>
  );
}
