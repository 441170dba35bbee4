"use client";

import { useRouter } from "next/navigation";
import type { RowsQuery } from "@/components/requests/row-data";
import { useLiveEvents } from "@/components/requests/use-live-events";
import { CopyLine } from "@/components/snippets/copy-line";
import { SnippetTabs } from "@/components/snippets/snippet-tabs";

type Props = {
  gatewayUrl: string;
  /** Null: it is not kept on this machine. */
  projectKey: string | null;
  query: RowsQuery;
};

/** The first thing a new user sees: what to paste. Turns into the first row by itself when it arrives. */
export function NoRequestsYet({ gatewayUrl, projectKey, query }: Props) {
  const router = useRouter();
  useLiveEvents(query, ({ rows }) => {
    if (rows.length > 0) router.refresh();
  });
  return (
    <div className="flex-1 overflow-y-auto px-4 py-10 md:px-5">
      <div className="mx-auto max-w-2xl">
        <h2 className="text-lg font-semibold">Send your first request</h2>
        <p className="mt-1 text-muted">
          Point your SDK at this gateway and set FACET_API_KEY to the project key
          {projectKey === null ? " that npm start printed" : ""}. Headers that begin with Helicone-Property- become
          properties to filter and group by.
        </p>
        <div className="mt-4 flex flex-col gap-3">
          {projectKey === null ? null : (
            <CopyLine text={`export FACET_API_KEY=${projectKey}`} label="Copy the project key" />
          )}
          <SnippetTabs gatewayUrl={gatewayUrl} />
        </div>
        <p role="status" className="mt-4 flex items-center gap-2 text-sm text-muted">
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
          Waiting for the first request. It appears here by itself.
        </p>
      </div>
    </div>
  );
}
