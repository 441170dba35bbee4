import type { Metadata } from "next";
import { type ReactNode, Suspense } from "react";
import { openDefaultSegment } from "@/app/(dashboard)/segments/open-default";
import { settledSoon } from "@/app/(dashboard)/settled-soon";
import { FilterBar } from "@/components/filters/filter-bar";
import { rangeLabel } from "@/components/filters/range-label";
import { NoProject } from "@/components/frame/no-project";
import { PageBar } from "@/components/frame/page-bar";
import { SectionError } from "@/components/frame/section-error";
import { Dimmed } from "@/components/properties/dimmed";
import { PropertiesTabs } from "@/components/properties/properties-tabs";
import { UnreadableUrl } from "@/components/properties/unreadable-url";
import { Controls } from "@/components/what-changed/controls";
import { FindingsSkeleton } from "@/components/what-changed/findings-skeleton";
import { currentAccess } from "@/lib/api/access";
import { readFilter, readTimeRange } from "@/lib/filters/search-params";
import { loadWhatChangedParams, readBase, WHAT_CHANGED_PATH } from "@/lib/filters/what-changed-params";
import { listPropertyNames } from "@/lib/query/list-properties";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";
import { periodsOf } from "@/lib/query/what-changed/periods";
import { ComparisonSection } from "./section";

export const metadata: Metadata = { title: "What changed?" };

export default async function WhatChangedPage({ searchParams }: PageProps<"/properties/what-changed">) {
  const params = await loadWhatChangedParams(searchParams);
  const access = await currentAccess(params.project);
  if (access === null) return <NoProject slug={params.project} />;
  await openDefaultSegment(access, WHAT_CHANGED_PATH, searchParams);
  const { timeZone } = access.project;
  const now = new Date();
  const filter = readFilter(params.filter);
  const range = readTimeRange(params);
  const base = readBase(params.base);
  const resolved = range.problem === null ? await resolveTimeRange(access, range.value, now) : null;
  const frame = (content: ReactNode, periods: ReactNode = null) => (
    <Frame bar={<FilterBar properties={names} timeZone={timeZone} />}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Controls timeZone={timeZone} current={(resolved?.from ?? now).getTime()} />
        {periods}
      </div>
      {content}
    </Frame>
  );
  const names = await listPropertyNames(access);
  if (filter.problem !== null) return frame(<UnreadableUrl what="filter" problem={filter.problem} />);
  if (range.problem !== null || resolved === null) {
    return frame(<UnreadableUrl what="time range" problem={range.problem ?? ""} />);
  }
  if (base.problem !== null)
    return frame(<Notice title="The period to compare with cannot be read" detail={base.problem} />);
  const periods = periodsOf(resolved, base.value, now);
  if (periods === null) {
    return frame(
      <Notice
        title="These two periods overlap"
        detail="The period to compare with is as long as the time range and must not reach into it. Choose an earlier one, or a shorter time range."
      />,
    );
  }
  const words = `${rangeLabel(periods.current, timeZone)}, against ${rangeLabel(periods.base, timeZone)} (${timeZone})`;
  const section = ComparisonSection({
    comparison: { access, metric: params.metric, filter: filter.value, periods, params },
  });
  await settledSoon([section]);
  return frame(
    <SectionError what="The comparison" className="rounded-md border bg-surface">
      <Suspense fallback={<FindingsSkeleton />}>
        <Dimmed>{section}</Dimmed>
      </Suspense>
    </SectionError>,
    <p className="text-muted text-xs">{words}</p>,
  );
}

function Frame({ bar, children }: { bar: ReactNode; children: ReactNode }) {
  return (
    <>
      <PageBar title="Properties">{bar}</PageBar>
      <PropertiesTabs />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="flex flex-col gap-4 p-4 md:p-5">{children}</div>
      </div>
    </>
  );
}

function Notice({ title, detail }: { title: string; detail: string }) {
  return (
    <div role="alert" className="px-6 py-16 text-center">
      <p className="font-medium">{title}</p>
      <p className="mx-auto mt-1 max-w-xl text-muted text-sm wrap-anywhere">{detail}</p>
    </div>
  );
}
