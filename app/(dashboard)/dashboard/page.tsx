import type { Metadata } from "next";
import { type ReactNode, Suspense } from "react";
import { FirstRequest } from "@/app/(dashboard)/first-request";
import { openDefaultSegment } from "@/app/(dashboard)/segments/open-default";
import { settledSoon } from "@/app/(dashboard)/settled-soon";
import { ChangeSkeleton, FigureCardsSkeleton, TopListSkeleton } from "@/components/dashboard/skeletons";
import { FilterBar } from "@/components/filters/filter-bar";
import { NoProject } from "@/components/frame/no-project";
import { PageBar } from "@/components/frame/page-bar";
import { PageLink } from "@/components/frame/page-link";
import { SectionError } from "@/components/frame/section-error";
import { Dimmed } from "@/components/properties/dimmed";
import { UnreadableUrl } from "@/components/properties/unreadable-url";
import { currentAccess } from "@/lib/api/access";
import { propertyField } from "@/lib/filters/fields";
import { loadRequestsParams, propertiesHref, readFilter, readTimeRange } from "@/lib/filters/search-params";
import { hasRequests } from "@/lib/query/has-requests";
import { listPropertyNames } from "@/lib/query/list-properties";
import { pinnedProperties } from "@/lib/query/pinned-properties";
import { resolveTimeRange } from "@/lib/query/resolve-time-range";
import { CardsSection, TopSection, WeekSection } from "./sections";
import type { View } from "./view";

export const metadata: Metadata = { title: "Dashboard" };

const MOST_PINNED = 6;

export default async function DashboardPage({ searchParams }: PageProps<"/dashboard">) {
  const params = await loadRequestsParams(searchParams);
  const access = await currentAccess(params.project);
  if (access === null) return <NoProject slug={params.project} />;
  await openDefaultSegment(access, "/dashboard", searchParams);
  const names = await listPropertyNames(access);
  const bar = (
    <PageBar title="Dashboard">
      <FilterBar properties={names} timeZone={access.project.timeZone} />
    </PageBar>
  );
  const filter = readFilter(params.filter);
  const range = readTimeRange(params);
  if (filter.problem !== null) return withBar(bar, <UnreadableUrl what="filter" problem={filter.problem} />);
  if (range.problem !== null) return withBar(bar, <UnreadableUrl what="time range" problem={range.problem} />);
  const now = new Date();
  const { project, segment, filter: text, range: preset, from, to, order, columns } = params;
  const view: View = {
    access,
    filter: filter.value,
    range: range.value,
    resolved: resolveTimeRange(access, range.value, now),
    now,
    params: { project, segment, filter: text, range: preset, from, to, columns },
  };
  const pinned = await pinnedProperties(access, MOST_PINNED);
  const cards = CardsSection({ view });
  // When nobody can say, the sections say what is wrong, each for itself.
  const empty = hasRequests(access).then(
    (any) => !any,
    () => false,
  );
  await settledSoon([cards, empty]);
  const lists = [
    { title: "Top models", field: "model" as const },
    { title: "Top users", field: "user" as const },
    ...pinned.properties.map(({ key, displayName }) => ({
      title: `Top values of ${displayName}`,
      field: propertyField(key),
    })),
  ].map((list) => ({ ...list, content: TopSection({ view, ...list }) }));
  const listed = Promise.allSettled(lists.map(({ content }) => content));
  const firstSteps = empty.then((isEmpty) => {
    const query = { project, filter: text, range: preset, from, to, order };
    return isEmpty ? <FirstRequest access={access} query={query} /> : null;
  });
  return withBar(
    bar,
    <Suspense
      fallback={
        <Layout
          cards={<FigureCardsSkeleton />}
          week={<ChangeSkeleton />}
          lists={lists.map(({ title, field }) => <TopListSkeleton key={field} title={title} />)}
        />
      }
    >
      <Unless instead={firstSteps}>
        <Layout
          cards={
            <Section what="The totals" fallback={<FigureCardsSkeleton />}>
              {cards}
            </Section>
          }
          week={
            <Section what="What changed" fallback={<ChangeSkeleton />}>
              <WeekSection view={view} after={listed} />
            </Section>
          }
          lists={lists.map(({ title, field, content }) => (
            <Section key={field} what={title} fallback={<TopListSkeleton title={title} />}>
              {content}
            </Section>
          ))}
          note={
            pinned.anyPinned ? null : (
              <p className="text-muted text-sm">
                Pin properties on the{" "}
                <PageLink
                  href={propertiesHref("/properties", view.params)}
                  className="text-accent-text underline underline-offset-4"
                >
                  Properties page
                </PageLink>{" "}
                to choose which ones appear here.
              </p>
            )
          }
        />
      </Unless>
    </Suspense>,
  );
}

type LayoutProps = { cards: ReactNode; week: ReactNode; lists: ReactNode[]; note?: ReactNode };

function Layout({ cards, week, lists, note }: LayoutProps) {
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
      <div className="flex flex-col gap-4 p-4 md:p-5">
        {cards}
        {week}
        <div className="grid grid-cols-1 gap-3 lg:grid-cols-2 2xl:grid-cols-3">{lists}</div>
        {note}
      </div>
    </div>
  );
}

/** What is to be shown instead comes later than the frame of the page; null: nothing. */
async function Unless({ instead, children }: { instead: Promise<ReactNode>; children: ReactNode }) {
  return (await instead) ?? children;
}

function withBar(bar: ReactNode, content: ReactNode) {
  return (
    <>
      {bar}
      {content}
    </>
  );
}

/** Streams in by itself and fails by itself. */
function Section({ what, fallback, children }: { what: string; fallback: ReactNode; children: ReactNode }) {
  return (
    <SectionError what={what} className="rounded-md border bg-surface">
      <Suspense fallback={fallback}>
        <Dimmed className="h-full">{children}</Dimmed>
      </Suspense>
    </SectionError>
  );
}
