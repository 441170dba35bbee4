"use client";

import { GitCompareArrows } from "lucide-react";
import { useQueryStates } from "nuqs";
import { PageLink } from "@/components/frame/page-link";
import { buttonClass } from "@/components/ui/button";
import { commonParams } from "@/lib/filters/search-params";
import { type ChangeMetric, WHAT_CHANGED_PATH, whatChangedHref } from "@/lib/filters/what-changed-params";

/** From a stretch that was marked in a chart to what explains it: against as long before. */
export function AskWhatChanged({ metric, className }: { metric: ChangeMetric; className?: string }) {
  // The range as it was just chosen: the router knows of it only when the page has been answered anew.
  const [kept] = useQueryStates(commonParams);
  return (
    <PageLink
      href={whatChangedHref(WHAT_CHANGED_PATH, { ...kept, metric })}
      title="What changed here, against as long before?"
      className={buttonClass("ghost", "sm", className)}
    >
      <GitCompareArrows aria-hidden />
      <span className="max-sm:sr-only">What changed?</span>
    </PageLink>
  );
}
