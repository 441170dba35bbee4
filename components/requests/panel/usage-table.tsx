import { formatCount } from "@/components/format/count";
import { formatMoney, formatMoneyExact } from "@/components/format/money";
import { Absent, CostCell } from "@/components/requests/cells";
import { Section } from "@/components/requests/panel/section";
import { Pill } from "@/components/ui/pill";
import type { RequestDetail } from "@/lib/query/get-request";

type Line = { name: string; tokens: number | null; cost: number | null };

/** Tokens and cost by kind; the lines above the total add up to it. */
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
  ].filter((part) => part !== null);
  return (
    <Section title="Tokens and cost">
      <table className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Tokens</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {usageLines(detail).map(({ name, tokens, cost }) => (
            <tr key={name} className="h-7">
              <th scope="row" className="text-left font-normal text-muted">
                {name}
              </th>
              <td className="w-28 text-right">{tokens === null ? <Absent /> : formatCount(tokens)}</td>
              <td className="w-32 text-right">
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
            <td className="border-t text-right">
              <CostCell row={detail} />
            </td>
          </tr>
        </tbody>
      </table>
      {parts.length === 0 ? null : <p className="mt-1 text-xs text-muted">{parts.join(", ")}</p>}
    </Section>
  );
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
