import { PageLink } from "@/components/frame/page-link";
import { Card } from "@/components/ui/card";
import { FindingSentence, SameCalls } from "@/components/what-changed/finding-sentence";
import { namesOf } from "@/components/what-changed/names";
import { NothingStandsOut } from "@/components/what-changed/nothing-stands-out";
import { wholeSentence } from "@/components/what-changed/sentence";
import type { Finding, WhatChanged } from "@/lib/query/what-changed/types";

type WeekChangeProps = {
  result: WhatChanged;
  findings: readonly (Finding & { href: string | null })[];
  /** The whole comparison. */
  href: string;
};

/** What is not in it: only what is soon read is compared here. */
function NotCompared({ result: { postponed, leftOut } }: Pick<WeekChangeProps, "result">) {
  const names = [...postponed.map(({ label }) => label), ...leftOut];
  if (names.length === 0) return null;
  return <p className="text-muted text-xs wrap-anywhere">Not compared here, as it takes longer: {namesOf(names)}.</p>;
}

/** The change of cost since the week before, and the little that explains most of it. */
export function WeekChange({ result, findings, href }: WeekChangeProps) {
  const { whole } = result;
  if (findings.length === 0) {
    return (
      <section aria-label="What changed since last week" className="flex flex-col gap-2">
        <Title href={href} />
        <NothingStandsOut metric="cost" whole={whole} />
        <NotCompared result={result} />
      </section>
    );
  }
  return (
    <section aria-label="What changed since last week" className="flex flex-col gap-2">
      <Title href={href} />
      <Card className="px-4 py-3">
        <p className="font-medium">{wholeSentence("cost", whole)}</p>
        <ul className="mt-1.5 flex flex-col gap-1.5 text-sm">
          {findings.map((finding) => (
            <li key={JSON.stringify([finding.field, finding.value])} className="wrap-anywhere">
              {finding.href === null ? (
                <FindingSentence metric="cost" finding={finding} whole={whole} />
              ) : (
                <PageLink href={finding.href} className="underline-offset-4 hover:underline">
                  <FindingSentence metric="cost" finding={finding} whole={whole} />
                </PageLink>
              )}
              <SameCalls same={finding.same} />
            </li>
          ))}
        </ul>
      </Card>
      <NotCompared result={result} />
    </section>
  );
}

function Title({ href }: { href: string }) {
  return (
    <h2 className="flex items-baseline justify-between gap-2 font-medium">
      What changed since last week
      <PageLink href={href} className="font-normal text-accent-text text-sm underline-offset-4 hover:underline">
        Compare in full
      </PageLink>
    </h2>
  );
}
