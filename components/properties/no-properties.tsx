"use client";

import { useRouter } from "next/navigation";
import { useLiveEvents } from "@/components/requests/use-live-events";
import { FirstSteps } from "@/components/snippets/first-steps";

const HEADER = { text: "Helicone-Property-Environment: development", label: "Copy the header" };

type NoPropertiesProps = { gatewayUrl: string; project: string | null };

/** There are requests, but none was ever tagged: says how. Turns into the first property by itself when it arrives. */
export function NoProperties({ gatewayUrl, project }: NoPropertiesProps) {
  const router = useRouter();
  useLiveEvents({ project, filter: "", range: "", from: "", to: "", order: "newest" }, ({ rows }) => {
    if (rows.some(({ properties }) => properties.length > 0)) router.refresh();
  });
  return (
    <FirstSteps
      title="No request is tagged yet"
      text="A property is a name and a value that you attach to a call with a header. Its cost, volume and latency appear here per value as soon as the first call carries it."
      lines={[HEADER]}
      gatewayUrl={gatewayUrl}
      waiting="Waiting for the first tagged request. It appears here by itself."
    />
  );
}
