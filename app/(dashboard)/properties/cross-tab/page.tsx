import type { Metadata } from "next";
import { type ReactNode, Suspense } from "react";
import { openDefaultSegment } from "@/app/(dashboard)/segments/open-default";
import { settledSoon } from "@/app/(dashboard)/settled-soon";
import { FilterBar } from "@/components/filters/filter-bar";
import { NoProject } from "@/components/frame/no-project";
import { PageBar } from "@/components/frame/page-bar";
import { SectionError } from "@/components/frame/section-error";
import { CrossTabControls } from "@/components/properties/cross-tab/cross-tab-controls";
import { PropertiesTabs } from "@/components/properties/properties-tabs";
import { TableSkeleton } from "@/components/properties/skeletons";
import { UnreadableUrl } from "@/components/properties/unreadable-url";
import { currentAccess } from "@/lib/api/access";
import { CROSS_TAB_PATH, loadCrossTabParams } from "@/lib/filters/cross-tab-params";
import { readFilter, readTimeRange } from "@/lib/filters/search-params";
import { listPropertyNames } from "@/lib/query/list-properties";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";
import { readDimensions } from "./dimensions";
import { CrossTabSection } from "./section";

export const metadata: Metadata = { title: "Cross-tab" };

export default async function CrossTabPage({ searchParams }: PageProps<"/properties/cross-tab">) {
  const params = await loadCrossTabParams(searchParams);
  const access = await currentAccess(params.project);
  if (access === null) return <NoProject slug={params.project} />;
  await openDefaultSegment(access, CROSS_TAB_PATH, searchParams);
  const names = await listPropertyNames(access);
  const { timeZone } = access.project;
  const frame = (content: ReactNode) => (
    <>
      <PageBar title="Properties">
        <FilterBar properties={names} timeZone={timeZone} />
      </PageBar>
      <PropertiesTabs />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="flex flex-col gap-4 p-4 md:p-5">{content}</div>
      </div>
    </>
  );
  const filter = readFilter(params.filter);
  const range = readTimeRange(params);
  const dimensions = readDimensions(params, names);
  if (filter.problem !== null) return frame(<UnreadableUrl what="filter" problem={filter.problem} />);
  if (range.problem !== null) return frame(<UnreadableUrl what="time range" problem={range.problem} />);
  if (dimensions.problem !== null) {
    return frame(
      <div role="alert" className="px-6 py-16 text-center">
        <p className="font-medium">The cross-tab in the address cannot be read</p>
        <p className="mt-1 text-muted text-sm wrap-anywhere">{dimensions.problem}</p>
      </div>,
    );
  }
  const { rows, columns, choices } = dimensions.value;
  const resolved = resolveTimeRange(access, range.value, new Date());
  const section = CrossTabSection({
    question: { access, rows, columns, filter: filter.value, range: range.value, resolved },
    metric: params.measure,
    top: params.top,
  });
  await settledSoon([section]);
  return frame(
    <>
      <CrossTabControls rows={rows} columns={columns} choices={choices} />
      <SectionError what="The cross-tab" className="rounded-md border bg-surface">
        <Suspense fallback={<TableSkeleton />}>{section}</Suspense>
      </SectionError>
    </>,
  );
}
