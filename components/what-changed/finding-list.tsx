import { Filter, List } from "lucide-react";
import { PageLink } from "@/components/frame/page-link";
import { buttonClass } from "@/components/ui/button";
import { signedText } from "@/components/what-changed/figures";
import { FindingSentence, SameCalls } from "@/components/what-changed/finding-sentence";
import { partsOf } from "@/components/what-changed/whole-card";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import type { Finding, WhatChanged } from "@/lib/query/what-changed/types";

type FindingLinks = {
  /** This page and the Requests page, narrowed to the finding; null when no filter can say it. */
  narrow: string | null;
  requests: string | null;
};

type FindingListProps = {
  metric: ChangeMetric;
  whole: WhatChanged["whole"];
  findings: readonly (Finding & FindingLinks)[];
};

/** What stands out, the most telling first, each as a sentence with its parts and where to go on. */
export function FindingList({ metric, whole, findings }: FindingListProps) {
  return (
    <ol aria-label="What stands out" className="divide-y rounded-md border bg-surface">
      {findings.map((finding) => (
        <li
          key={JSON.stringify([finding.field, finding.value])}
          className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3"
        >
          <div className="min-w-0 flex-1 basis-80">
            <p className="wrap-anywhere">
              <FindingSentence metric={metric} finding={finding} whole={whole} />
            </p>
            <Parts metric={metric} finding={finding} />
            <SameCalls same={finding.same} />
          </div>
          <div className="flex gap-2">
            {finding.narrow === null ? null : (
              <PageLink href={finding.narrow} className={buttonClass("outline", "sm")}>
                <Filter aria-hidden className="text-faint" />
                Only this
              </PageLink>
            )}
            {finding.requests === null ? null : (
              <PageLink href={finding.requests} className={buttonClass("outline", "sm")}>
                <List aria-hidden className="text-faint" />
                Requests
              </PageLink>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Parts({ metric, finding }: { metric: ChangeMetric; finding: Finding }) {
  const parts = partsOf(finding.parts);
  if (parts.length === 0) return null;
  return (
    <p className="mt-0.5 text-muted text-xs">
      {parts.map(({ name, amount }) => `${name} ${signedText(metric, amount)}`).join(" · ")}
      {` · together ${signedText(metric, finding.change)}`}
    </p>
  );
}
