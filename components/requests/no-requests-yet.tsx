"use client";

import { useRouter } from "next/navigation";
import type { RowsQuery } from "@/components/requests/row-data";
import { useLiveEvents } from "@/components/requests/use-live-events";
import { FirstSteps } from "@/components/snippets/first-steps";

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
  const before = projectKey === null ? " that npm start printed" : "";
  return (
    <FirstSteps
      title="Send your first request"
      text={`Point your SDK at this gateway and set FACET_API_KEY to the project key${before}. Headers that begin with Helicone-Property- become properties to filter and group by.`}
      lines={projectKey === null ? [] : [{ text: `export FACET_API_KEY=${projectKey}`, label: "Copy the project key" }]}
      gatewayUrl={gatewayUrl}
      waiting="Waiting for the first request. It appears here by itself."
    />
  );
}
