import { asText } from "@/components/requests/conversation/json";
import type { RequestDetail } from "@/lib/query/get-request";

export type FactGroup = {
  title: string;
  facts: { name: string; value: string | null }[];
  /** The values are ids, code or the caller's own text. */
  code: boolean;
};

/** What the other parts of the panel do not say: parameters, identity. */
export function describeRequest(detail: RequestDetail): FactGroup[] {
  const groups = [
    {
      title: "Parameters",
      facts: Object.entries(detail.parameters).map(([name, value]) => ({ name, value: asText(value) })),
      code: true,
    },
    { title: "Request", facts: identity(detail), code: true },
  ];
  return groups.filter(({ facts }) => facts.length > 0);
}

function identity(detail: RequestDetail) {
  const optional = [
    { name: "Your id", value: detail.callerId },
    { name: "Provider’s id", value: detail.responseId },
    { name: "Model overridden", value: detail.modelOverride },
    { name: "User", value: detail.user },
    { name: "Session", value: detail.session },
    { name: "Session name", value: detail.sessionName },
    { name: "Session path", value: detail.sessionPath },
    { name: "Prompt", value: detail.promptId },
    { name: "Finish reason", value: detail.finishReason },
    { name: "Priced as", value: detail.pricedAs },
    { name: "Price version", value: detail.priceVersion },
  ].filter(({ value }) => value !== null);
  return [
    { name: "Id", value: detail.id },
    { name: "Call", value: `${detail.method} ${detail.path}` },
    { name: "Upstream", value: detail.upstreamHost },
    { name: "Streamed", value: detail.stream ? "yes" : "no" },
    { name: "Model asked for", value: detail.requestModel },
    { name: "Model that answered", value: detail.responseModel },
    ...optional,
  ];
}
