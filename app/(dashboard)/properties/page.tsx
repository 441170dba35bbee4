import type { Metadata } from "next";
import { type ReactNode, Suspense } from "react";
import { FirstRequest } from "@/app/(dashboard)/first-request";
import { openDefaultSegment } from "@/app/(dashboard)/segments/open-default";
import { settledSoon } from "@/app/(dashboard)/settled-soon";
import { FilterBar } from "@/components/filters/filter-bar";
import { LateSection } from "@/components/frame/late-section";
import { NoProject } from "@/components/frame/no-project";
import { PageBar } from "@/components/frame/page-bar";
import { SectionError } from "@/components/frame/section-error";
import { UnreadNotice } from "@/components/frame/unread-notice";
import { NoProperties } from "@/components/properties/no-properties";
import { PropertiesTabs } from "@/components/properties/properties-tabs";
import { CardsSkeleton, ChartSkeleton, ListSkeleton, TableSkeleton } from "@/components/properties/skeletons";
import { UnreadableUrl } from "@/components/properties/unreadable-url";
import { type Access, currentAccess } from "@/lib/api/access";
import { gatewayUrl } from "@/lib/api/gateway-url";
import { loadPropertiesParams, readFilter, readTimeRange } from "@/lib/filters/search-params";
import { hasRequests } from "@/lib/query/has-requests";
import { listPropertyNames } from "@/lib/query/list-properties";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";
import { ChartSection, ListSection, SummarySection } from "./sections";
import { TableSection } from "./values/table-section";
import type { View } from "./view";

export const metadata: Metadata = { title: "Properties" };

type Params = Awaited<ReturnType<typeof loadPropertiesParams>>;

export default async function PropertiesPage({ searchParams }: PageProps<"/properties">) {
  const params = await loadPropertiesParams(searchParams);
  const access = await currentAccess(params.project);
  if (access === null) return <NoProject slug={params.project} />;
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
      <SectionError what="This page">
        <Suspense>
          <NothingTagged access={access} project={params.project} />
        </Suspense>
      </SectionError>,
    );
  }
  const now = new Date();
  const { property, metric, granularity, compare } = params;
  const asked = { access, names, filter: filter.value, range: range.value, now: now.getTime() };
  // Of all time it begins with the first request, which has to be looked up: the frame of the page does not wait.
  const resolved = resolveTimeRange(access, range.value, now);
  const sections = resolved.then((known) =>
    sectionsOf({ ...asked, resolved: known, property, metric, granularity, compare }, params),
  );
  if (await settledSoon([resolved])) await Promise.allSettled([sections]);
  const skeletons = (
    <Layout list={<ListSkeleton />}>
      <CardsSkeleton />
      <ChartSkeleton />
      <TableSkeleton />
    </Layout>
  );
  return withBar(
    bar,
    <SectionError what="The properties">
      <Suspense fallback={skeletons}>{sections}</Suspense>
    </SectionError>,
  );
}

/** Begins with all of them at once, and waits for what is there soon. */
async function sectionsOf(view: View, params: Params) {
  const summary = SummarySection({ view });
  const chart = ChartSection({ view });
  const table = TableSection({ view, params });
  const first = settledSoon([summary, chart, table]);
  // It asks most of the database, and asks it when the others have their answers.
  const list = first.then(() => ListSection({ view }));
  await first;
  return (
    <Layout
      list={
        <Section what="The list of properties" fallback={<ListSkeleton />}>
          <LateSection content={list} className="flex min-h-0 flex-1 flex-col" />
        </Section>
      }
    >
      <Section what="The totals" fallback={<CardsSkeleton />}>
        {summary}
      </Section>
      <Section what="The chart" fallback={<ChartSkeleton />}>
        {chart}
      </Section>
      <Section what="The table of values" fallback={<TableSkeleton />}>
        {table}
      </Section>
    </Layout>
  );
}

function Layout({ list, children }: { list: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      <aside aria-label="Choose a property" className="flex shrink-0 flex-col md:w-64 md:border-r">
        {list}
      </aside>
      <div className="scroll-thin relative min-w-0 flex-1 overflow-y-auto">
        <div className="flex flex-col gap-4 p-4 md:p-5">{children}</div>
      </div>
    </div>
  );
}

function withBar(bar: ReactNode, content: ReactNode) {
  return (
    <>
      {bar}
      <PropertiesTabs />
      <UnreadNotice page="properties" />
      {content}
    </>
  );
}

async function NothingTagged({ access, project }: { access: Access; project: string | null }) {
  if (await hasRequests(access)) return <NoProperties gatewayUrl={gatewayUrl()} project={project} />;
  const query = { project, filter: "", range: "", from: "", to: "", order: "newest" } as const;
  return <FirstRequest access={access} query={query} />;
}

/** Streams in by itself and fails by itself. */
function Section({ what, fallback, children }: { what: string; fallback: ReactNode; children: ReactNode }) {
  return (
    <SectionError what={what} className="rounded-md border bg-surface">
      <Suspense fallback={fallback}>{children}</Suspense>
    </SectionError>
  );
}
