import { Pill, type PillTone } from "@/components/ui/pill";
import type { RequestRow } from "@/lib/query/list-requests";

/** How the call ended: the status the client saw, and a word where the status alone would mislead. */
export function StatusPill({ status, outcome }: Pick<RequestRow, "status" | "outcome">) {
  const { tone, text, title } = describeStatus(status, outcome);
  return (
    <Pill tone={tone} title={title}>
      {text}
    </Pill>
  );
}

/** Colours: ok, partial, failed. The text says the same without them. */
function describeStatus(
  status: number,
  outcome: RequestRow["outcome"],
): { tone: PillTone; text: string; title: string } {
  if (outcome === "cancelled") {
    return { tone: "slow", text: "Cancelled", title: `The client left before the answer was complete (${status})` };
  }
  if (outcome === "interrupted") {
    return {
      tone: "failed",
      text: "Interrupted",
      title: `The provider broke off in the middle of its answer (${status})`,
    };
  }
  if (outcome === "unreachable") {
    return { tone: "failed", text: "Unreachable", title: `The provider did not answer; the gateway did (${status})` };
  }
  if (status >= 400)
    return { tone: "failed", text: String(status), title: `The provider answered with status ${status}` };
  return { tone: "ok", text: String(status), title: `Completed with status ${status}` };
}
