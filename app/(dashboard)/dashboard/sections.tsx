import "server-only";
import { FigureCards } from "@/components/dashboard/figure-cards";
import { TopList } from "@/components/dashboard/top-list";
import { WeekChange } from "@/components/dashboard/week-change";
import { formatCount } from "@/components/format/count";
import { NothingMatches } from "@/components/properties/nothing-matches";
import { rangeWords } from "@/components/properties/words";
import { narrowedFilter, valueName } from "@/components/what-changed/narrow";
import { allOf, conjuncts } from "@/lib/filters/filter";
import { formatFilter } from "@/lib/filters/filter-text";
import { lessIsBetter } from "@/lib/filters/metrics";
import { propertiesHref, requestsHref } from "@/lib/filters/search-params";
import { previousRange, resolveRange } from "@/lib/filters/time-range";
import { WHAT_CHANGED_PATH, whatChangedHref } from "@/lib/filters/what-changed-params";
import { metricCards } from "@/lib/query/metric-cards";
import type { ValueField } from "@/lib/query/sql/columns";
import { topValues } from "@/lib/query/top-values";
import { periodsOf } from "@/lib/query/what-changed/periods";
import { whatChanged } from "@/lib/query/what-changed/what-changed";
import type { View } from "./view";

const TOP = 5;
const MOST_FINDINGS = 3;
const METRICS = ["cost", "requests", "latency_avg", "error_rate", "errors", "unpriced"] as const;

export async function CardsSection({ view }: { view: View }) {
  const { access, filter, range, now, params } = view;
  const resolved = await view.resolved;
  const allTime = "preset" in range && range.preset === "all";
  const previous = allTime ? null : previousRange(resolved, now);
  const { cards } = await metricCards(access, { metrics: METRICS, filter, range: resolved, previous });
  const found = new Map(cards.map((card) => [card.metric, card]));
  const errors = found.get("errors")?.value ?? 0;
  const failed = formatFilter(allOf([...conjuncts(filter), { field: "status", op: "is", values: ["error"] }]));
  const looks = [
    {
      metric: "cost",
      label: "Cost",
      unit: "usd",
      href: propertiesHref("/properties", { ...params, metric: "cost" }),
      note: null,
    },
    { metric: "requests", label: "Requests", unit: "count", href: requestsHref("/requests", params), note: null },
    {
      metric: "latency_avg",
      label: "Average latency",
      unit: "ms",
      href: propertiesHref("/properties", { ...params, metric: "latency_avg" }),
      note: null,
    },
    {
      metric: "error_rate",
      label: "Error rate",
      unit: "share",
      href: requestsHref("/requests", { ...params, filter: failed }),
      note: errors > 0 ? `${formatCount(errors)} failed` : null,
    },
  ] as const;
  const figures = (
    <FigureCards
      cards={looks.map((look) => ({
        value: null,
        previous: null,
        points: [],
        ...found.get(look.metric),
        ...look,
        lessIsBetter: lessIsBetter(look.metric),
      }))}
      unpriced={found.get("unpriced")?.value ?? 0}
      before={previous === null ? null : rangeWords(previous, access.project.timeZone)}
      running={resolved.to > now}
    />
  );
  if (found.get("requests")?.value !== 0) return figures;
  return (
    <div className="flex flex-col gap-4">
      {figures}
      <NothingMatches
        range={rangeWords(range, access.project.timeZone)}
        filtered={filter !== null}
        canWiden={!allTime}
      />
    </div>
  );
}

export async function TopSection({ view, field, title }: { view: View; field: ValueField; title: string }) {
  const { access, filter, params } = view;
  const rows = await topValues(access, { field, filter, range: await view.resolved, limit: TOP });
  const key = field.startsWith("property:") ? field.slice("property:".length) : null;
  return (
    <TopList
      title={title}
      href={key === null ? null : propertiesHref("/properties", { ...params, property: key })}
      rows={rows.map((row) => {
        const text = narrowedFilter(filter, field, row);
        const href = text === null ? null : requestsHref("/requests", { ...params, filter: text });
        return { ...row, name: valueName(field, row), href };
      })}
    />
  );
}

/**
 * The last seven days against the seven before, whatever the range: the filter holds. It asks most of the database, and
 * asks it when the others have their answers (`after`).
 */
export async function WeekSection({ view, after }: { view: View; after: Promise<unknown> }) {
  const { access, filter, now, params } = view;
  const week = resolveRange({ preset: "7d" }, now, access.project.timeZone);
  const periods = periodsOf(week, "previous", now);
  if (periods === null) return null;
  await after;
  const result = await whatChanged(access, { metric: "cost", filter, periods, reach: "rollups" });
  const kept = { ...params, range: "", from: "", to: "" };
  return (
    <WeekChange
      result={result}
      href={whatChangedHref(WHAT_CHANGED_PATH, kept)}
      findings={result.findings.slice(0, MOST_FINDINGS).map((finding) => {
        const text = narrowedFilter(filter, finding.field, finding);
        return {
          ...finding,
          href: text === null ? null : whatChangedHref(WHAT_CHANGED_PATH, { ...kept, filter: text }),
        };
      })}
    />
  );
}
