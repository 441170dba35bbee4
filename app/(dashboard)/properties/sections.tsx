import "server-only";
import { isEmpty } from "@/components/properties/chart-data";
import type { ChartQuery } from "@/components/properties/metric-chart";
import { NothingMatches } from "@/components/properties/nothing-matches";
import { PropertyChart } from "@/components/properties/property-chart";
import { PropertyList } from "@/components/properties/property-list";
import { SummaryCards } from "@/components/properties/summary-cards";
import { UnknownProperty } from "@/components/properties/unknown-property";
import { rangeWords } from "@/components/properties/words";
import { formatFilter } from "@/lib/filters/filter-text";
import { pinProperty } from "./actions";
import { type Chosen, cardsOf, chartOf, chosenOf, latencyCardOf, overviewOf, type View } from "./view";

export async function ListSection({ view }: { view: View }) {
  const [properties, chosen] = await Promise.all([overviewOf(view), chosenOf(view)]);
  return (
    <PropertyList
      properties={properties}
      chosen={chosen?.key ?? ""}
      chosenName={chosen?.displayName ?? ""}
      project={view.access.project.slug}
      running={view.resolved.to.getTime() > view.now}
      canPin={view.access.rights.write}
      onPin={pinProperty}
    />
  );
}

export async function SummarySection({ view }: { view: View }) {
  const [{ cards, previous }, percentile, chosen] = await Promise.all([
    cardsOf(view),
    latencyCardOf(view),
    chosenOf(view),
  ]);
  // Before the first request of a project everything would be new, which says nothing.
  const isFirst = view.filter === null && cards.some(({ metric, previous: was }) => metric === "requests" && was === 0);
  return (
    <SummaryCards
      cards={cards}
      percentile={percentile}
      before={previous === null || isFirst ? null : rangeWords(previous, view.access.project.timeZone)}
      running={view.resolved.to.getTime() > view.now}
      chart={chosen === null ? null : chartQuery(view, chosen)}
    />
  );
}

export async function ChartSection({ view }: { view: View }) {
  const chosen = await chosenOf(view);
  if (chosen === null) return null;
  const { range, access } = view;
  const served = await chartOf(view, chosen.field);
  const words = rangeWords(range, access.project.timeZone);
  if (isEmpty(served.data)) {
    const { cards } = await cardsOf(view);
    if (!cards.some(({ metric, value }) => metric === "requests" && value !== 0)) {
      const canWiden = !("preset" in range && range.preset === "all");
      return <NothingMatches range={words} filtered={view.filter !== null} canWiden={canWiden} />;
    }
  }
  // Hidden and merged ones have no name in the list, but values.
  const known = view.names.some(({ key }) => key === chosen.key);
  if (!known && served.data.series.every(({ kind }) => kind === "untagged")) {
    return <UnknownProperty name={chosen.key} instead={view.names[0] ?? null} />;
  }
  return (
    <PropertyChart served={served} query={chartQuery(view, chosen)} dimension={chosen.displayName} range={words} />
  );
}

/** What the client needs to fetch the chart of another metric of the same requests. */
export function chartQuery({ access, filter, resolved, now }: View, chosen: Chosen): ChartQuery {
  return {
    project: access.project.slug,
    property: chosen.key,
    filter: filter === null ? "" : formatFilter(filter),
    from: resolved.from.toISOString(),
    to: resolved.to.toISOString(),
    now,
  };
}
