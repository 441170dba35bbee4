"use client";

import { usePathname, useRouter } from "next/navigation";
import { PageLink } from "@/components/frame/page-link";
import type { RowsQuery } from "@/components/requests/row-data";
import { useLiveEvents } from "@/components/requests/use-live-events";
import { FirstSteps } from "@/components/snippets/first-steps";

type Props = {
  gatewayUrl: string;
  /** Null: it is not kept on this machine. */
  projectKey: string | null;
  /** Slug of a project full of traffic to look around in; null: there is none. */
  demo: string | null;
  query: RowsQuery;
};

/** The first thing a new user sees: what to paste. Turns into the first row by itself when it arrives. */
export function NoRequestsYet({ gatewayUrl, projectKey, demo, query }: Props) {
  const router = useRouter();
  const pathname = usePathname();
  useLiveEvents(query, ({ rows }) => {
    if (rows.length > 0) router.refresh();
  });
  return (
    <FirstSteps
      title="Send your first request"
      text={
        <>
          Point your SDK at this gateway and set <Code>FACET_API_KEY</Code> to the project key
          {projectKey === null ? " that npm start printed" : ""}. Headers that begin with{" "}
          <Code>Helicone-Property-</Code> become properties to filter and group by.
        </>
      }
      lines={projectKey === null ? [] : [{ text: `export FACET_API_KEY=${projectKey}`, label: "Copy the project key" }]}
      gatewayUrl={gatewayUrl}
      waiting="Waiting for the first request. It appears here by itself."
      more={
        demo === null ? (
          <>
            To look around first, start with <Code>npm start -- --demo</Code>: it fills a second project with traffic.
          </>
        ) : (
          <>
            To look around first,{" "}
            <PageLink
              href={`${pathname}?${new URLSearchParams({ project: demo })}`}
              className="text-accent-text underline underline-offset-4"
            >
              open the demo project
            </PageLink>
            , which is full of traffic.
          </>
        )
      }
    />
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-xs whitespace-nowrap">{children}</code>;
}
