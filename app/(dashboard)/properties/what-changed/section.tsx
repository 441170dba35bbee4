import "server-only";
import { type ReactNode, Suspense } from "react";
import { NoRequestsNote } from "@/components/properties/no-requests-note";
import { NothingMatches } from "@/components/properties/nothing-matches";
import { rangeWords } from "@/components/properties/words";
import { DimensionCard, type DimensionRow } from "@/components/what-changed/dimension-card";
import { FindingList } from "@/components/what-changed/finding-list";
import { namesOf } from "@/components/what-changed/names";
import { narrowedFilter, valueName } from "@/components/what-changed/narrow";
import { NothingStandsOut } from "@/components/what-changed/nothing-stands-out";
import { WholeCard } from "@/components/what-changed/whole-card";
import type { Access } from "@/lib/api/access";
import type { Filter } from "@/lib/filters/filter";
import { rangeParams, requestsHref } from "@/lib/filters/search-params";
import { type ChangeMetric, WHAT_CHANGED_PATH, whatChangedHref } from "@/lib/filters/what-changed-params";
import { hasRequests } from "@/lib/query/has-requests";
import type { Periods } from "@/lib/query/what-changed/periods";
import type { Contribution, DimensionChange, WhatChanged } from "@/lib/query/what-changed/types";
import { whatChanged } from "@/lib/query/what-changed/what-changed";

export type Comparison = {
  access: Access;
  metric: ChangeMetric;
  filter: Filter | null;
  periods: Periods;
  /** What links keep. */
  params: Parameters<typeof whatChangedHref>[1];
};

/** Values of a dimension with a row of their own. */
const MOST_ROWS = 6;

/** What is answered at once; then, in its place, what ranks thousands of values; then what takes a scan of all requests. */
export async function ComparisonSection({ comparison }: { comparison: Comparison }) {
  const quick = await whatChanged(comparison.access, { ...comparison, reach: "quick" });
  const { before, after } = quick.whole;
  if (before.requests === 0 && after.requests === 0) return <NothingToCompare comparison={comparison} />;
  return <ResultSoFar comparison={comparison} result={quick} />;
}

function ResultSoFar({ comparison, result }: { comparison: Comparison; result: WhatChanged }) {
  const { postponed } = result;
  if (postponed.length === 0) return <Result comparison={comparison} result={result} />;
  const note = (
    <p role="status" data-more-to-come className="text-muted text-sm">
      Still to come: {namesOf(postponed.map(({ label }) => label))}. Adding these up takes longer.
    </p>
  );
  const next = postponed.some(({ until }) => until === "rollups") ? "rollups" : "all";
  return (
    <Suspense fallback={<Result comparison={comparison} result={result} note={note} />}>
      <FurtherResult comparison={comparison} reach={next} />
    </Suspense>
  );
}

async function FurtherResult({ comparison, reach }: { comparison: Comparison; reach: "rollups" | "all" }) {
  const result = await whatChanged(comparison.access, { ...comparison, reach });
  return <ResultSoFar comparison={comparison} result={result} />;
}

async function NothingToCompare({ comparison: { access, filter, periods, params } }: { comparison: Comparison }) {
  if (!(await hasRequests(access))) return <NoRequestsNote project={access.project.slug} />;
  const words = rangeWords(periods.current, access.project.timeZone);
  return <NothingMatches range={words} filtered={filter !== null} canWiden={params?.range !== "all"} />;
}

function Result({ comparison, result, note }: { comparison: Comparison; result: WhatChanged; note?: ReactNode }) {
  const { metric } = comparison;
  const { whole, findings, leftOut } = result;
  const dimensions = result.dimensions.filter(isCarried);
  const absent = result.dimensions.filter((each) => !isCarried(each)).map(({ label }) => label);
  return (
    <div className="flex flex-col gap-4">
      <WholeCard metric={metric} whole={whole} />
      <section aria-labelledby="stands-out" className="flex flex-col gap-2">
        <h2 id="stands-out" className="font-medium">
          What stands out
        </h2>
        {findings.length === 0 ? (
          <NothingStandsOut metric={metric} whole={whole} />
        ) : (
          <FindingList
            metric={metric}
            whole={whole}
            findings={findings.map((finding) => ({ ...finding, ...linksOf(comparison, finding.field, finding) }))}
          />
        )}
        {note}
        {findings.length > 1 ? (
          <p className="text-muted text-xs">
            Dimensions overlap: a call counts once in each of them, so findings of different dimensions may be the same
            calls and do not add up.
          </p>
        ) : null}
      </section>
      <section aria-labelledby="by-dimension" className="flex flex-col gap-2">
        <h2 id="by-dimension" className="font-medium">
          The change by dimension
        </h2>
        <div className="grid gap-3 lg:grid-cols-2 2xl:grid-cols-3">
          {dimensions.map((dimension) => (
            <DimensionCard
              key={dimension.field}
              metric={metric}
              label={dimension.label}
              values={dimension.values}
              rows={rowsOf(comparison, dimension, findings)}
              total={whole.change}
            />
          ))}
        </div>
        {absent.length > 0 ? (
          <p className="text-muted text-xs wrap-anywhere">No request in either period has: {namesOf(absent)}.</p>
        ) : null}
        {leftOut.length > 0 ? (
          <p className="text-muted text-xs wrap-anywhere">
            Left out, as adding them up over so many requests takes too long: {namesOf(leftOut)}. A shorter range or a
            filter takes them in; of properties without a fast slot, pinned ones come first.
          </p>
        ) : null}
      </section>
    </div>
  );
}

/** Else all of it is Untagged. */
function isCarried({ contributions }: DimensionChange): boolean {
  return contributions.some(({ kind }) => kind !== "untagged");
}

function rowsOf(comparison: Comparison, { field, contributions }: DimensionChange, findings: WhatChanged["findings"]) {
  const named = contributions.filter(({ kind }) => kind !== "other");
  const shown = named.slice(0, MOST_ROWS);
  const rest = [...named.slice(MOST_ROWS), ...contributions.filter(({ kind }) => kind === "other")];
  const rows = shown.map((each): DimensionRow => {
    return {
      kind: each.kind,
      name: valueName(field, each),
      change: each.change,
      href: linksOf(comparison, field, each).narrow,
      standsOut: findings.some((finding) =>
        [finding, ...finding.same].some((named) => named.field === field && named.value === each.value),
      ),
    };
  });
  if (rest.length === 0) return rows;
  const change = rest.reduce((sum, each) => sum + each.change, 0);
  return [...rows, { kind: "other" as const, name: "Other", change, href: null, standsOut: false }];
}

function linksOf({ filter, params, periods }: Comparison, field: DimensionChange["field"], contribution: Contribution) {
  const text = narrowedFilter(filter, field, contribution);
  if (text === null) return { narrow: null, requests: null };
  // Where it is gone there are no requests to show.
  const shown = contribution.after.requests === 0 ? rangeParams(periods.base) : {};
  return {
    narrow: whatChangedHref(WHAT_CHANGED_PATH, { ...params, filter: text }),
    requests: requestsHref("/requests", { ...params, ...shown, filter: text }),
  };
}
