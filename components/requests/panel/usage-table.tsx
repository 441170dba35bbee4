import { formatCount } from "@/components/format/count";
import { formatMoney, formatMoneyExact, formatPrice } from "@/components/format/money";
import { Absent, CostCell } from "@/components/requests/cells";
import { Section } from "@/components/requests/panel/section";
import { Pill } from "@/components/ui/pill";
import type { RequestDetail } from "@/lib/query/get-request";

type Line = { name: string; tokens: number | null; cost: number | null };

/** Tokens and cost by kind, with the price that was used; the lines above the total add up to it. */
export function UsageTable({ detail }: { detail: RequestDetail }) {
  const { totalTokens, reasoningTokens, audioTokens, usageSource } = detail;
  if (usageSource === "none" && detail.cost === null) {
    return (
      <Section title="Tokens and cost">
        <p className="text-sm text-muted">The provider reported no tokens, and there was no text to count.</p>
      </Section>
    );
  }
  const parts = [
    reasoningTokens === null ? null : `${formatCount(reasoningTokens)} of the output is reasoning`,
    audioTokens === null || audioTokens === 0 ? null : `${formatCount(audioTokens)} are audio`,
    priceSource(detail),
  ].filter((part) => part !== null);
  return (
    <Section title="Tokens and cost">
      <table className="w-full text-sm">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="text-left font-normal">
              <span className="sr-only">Kind</span>
            </th>
            <th scope="col" className="text-right font-normal">
              Tokens
            </th>
            <th scope="col" className="text-right font-normal" title="In USD, of a million tokens">
              <span className="max-sm:sr-only">Price </span>per 1 M
            </th>
            <th scope="col" className="text-right font-normal">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {usageLines(detail).map(({ name, tokens, cost }) => (
            <tr key={name} className="h-7">
              <th scope="row" className="text-left font-normal whitespace-nowrap text-muted">
                {name}
              </th>
              <td className="w-24 pl-3 text-right max-sm:w-auto">
                {tokens === null ? <Absent /> : formatCount(tokens)}
              </td>
              <td className="w-28 pl-3 text-right text-muted max-sm:w-auto">
                <Price tokens={tokens} cost={cost} />
              </td>
              <td className="w-28 pl-3 text-right max-sm:w-auto">
                {cost === null ? <Absent /> : <span title={formatMoneyExact(cost)}>{formatMoney(cost)}</span>}
              </td>
            </tr>
          ))}
          <tr className="h-7 font-medium">
            <th scope="row" className="border-t text-left font-medium">
              Total
              {usageSource === "estimated" ? (
                <Pill tone="slow" className="ml-2" title="The provider reported no counts: counted with a tokenizer">
                  estimated
                </Pill>
              ) : null}
            </th>
            <td className="border-t text-right">{totalTokens === null ? <Absent /> : formatCount(totalTokens)}</td>
            <td className="border-t" />
            <td className="border-t text-right">
              <CostCell row={detail} />
            </td>
          </tr>
        </tbody>
      </table>
      {parts.length === 0 ? null : <p className="mt-1 text-xs text-muted">{parts.join(". ")}</p>}
    </Section>
  );
}

/** What a million tokens came to: the price that was used, whatever its tiers. */
function Price({ tokens, cost }: Pick<Line, "tokens" | "cost">) {
  if (cost === null || tokens === null || tokens === 0) return <Absent />;
  return formatPrice((cost / tokens) * 1_000_000);
}

function priceSource({ pricedAs, priceVersion }: RequestDetail): string | null {
  if (priceVersion === "provider") return "Cost as reported by the provider";
  if (priceVersion === "not-billed") return "Not billed: the provider answered with an error";
  if (priceVersion === "nothing-generated") return "Free: such a call generates nothing";
  if (pricedAs === null) return null;
  return `Priced as ${pricedAs}${priceVersion === null ? "" : `, ${priceVersion}`}`;
}

/** Cached tokens are part of the input: they are taken out of its line so that the lines add up. */
function usageLines(detail: RequestDetail): Line[] {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costs } = detail;
  const cached = (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0);
  const lines = [
    {
      name: cached > 0 ? "Input, not cached" : "Input",
      tokens: inputTokens === null ? null : inputTokens - cached,
      cost: costs.input,
    },
    { name: "Cache read", tokens: cacheReadTokens, cost: costs.cacheRead },
    { name: "Cache write", tokens: cacheWriteTokens, cost: costs.cacheWrite },
    { name: "Output", tokens: outputTokens, cost: costs.output },
  ];
  return lines.filter(({ name, tokens, cost }) => !name.startsWith("Cache") || (tokens ?? 0) > 0 || (cost ?? 0) > 0);
}
