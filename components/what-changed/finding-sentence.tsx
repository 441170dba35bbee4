import { namesOf } from "@/components/what-changed/names";
import { nameParts } from "@/components/what-changed/narrow";
import { findingWords } from "@/components/what-changed/sentence";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import type { Finding, NamedContribution, WhatChanged } from "@/lib/query/what-changed/types";

type FindingSentenceProps = { metric: ChangeMetric; finding: Finding; whole: WhatChanged["whole"] };

/** `Feature = agent explains 71 % of +$412.00: 2.1 times the calls.` Names are in any script, the sentence is not. */
export function FindingSentence({ metric, finding, whole }: FindingSentenceProps) {
  return (
    <>
      <Named contribution={finding} /> {findingWords(metric, finding, whole)}
    </>
  );
}

/** What else has the very same figures. */
export function SameCalls({ same }: { same: readonly NamedContribution[] }) {
  if (same.length === 0) return null;
  // Each name is isolated, as by <bdi>.
  const names = same.map((each) =>
    nameParts(each)
      .map((part) => `\u2068${part}\u2069`)
      .join(" = "),
  );
  return (
    <p className="mt-0.5 text-muted text-xs wrap-anywhere">
      The same figures, so very likely the same calls: {namesOf(names)}.
    </p>
  );
}

function Named({ contribution }: { contribution: NamedContribution }) {
  const [first, second] = nameParts(contribution);
  if (second === undefined) return <bdi>{first}</bdi>;
  return (
    <>
      <bdi>{first}</bdi> = <bdi>{second}</bdi>
    </>
  );
}
