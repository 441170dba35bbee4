import { formatCount } from "@/components/format/count";
import { Card } from "@/components/ui/card";
import { signedText, usd } from "@/components/what-changed/figures";
import { wholeSentence } from "@/components/what-changed/sentence";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import type { ChangeParts, WhatChanged } from "@/lib/query/what-changed/types";

type Part = { name: string; about: string; amount: number };

/** The change of everything and what it is made of; the parts add up to it. */
export function WholeCard({ metric, whole }: { metric: ChangeMetric; whole: WhatChanged["whole"] }) {
  // Of everything together there is no mix.
  const parts = whole.parts.of === "latency" ? [] : partsOf(whole.parts);
  const unpriced = whole.before.unpriced + whole.after.unpriced;
  return (
    <Card aria-label="The change" className="px-4 py-3">
      <h2 className="font-semibold text-lg">{wholeSentence(metric, whole)}</h2>
      {parts.length === 0 ? null : (
        <dl className="mt-3 grid gap-x-6 gap-y-3 sm:grid-cols-3">
          {parts.map(({ name, about, amount }) => (
            <div key={name}>
              <dt className="text-muted text-sm">{name}</dt>
              <dd className="font-semibold text-lg">{signedText(metric, amount)}</dd>
              <dd className="text-muted text-xs">{about}</dd>
            </div>
          ))}
        </dl>
      )}
      {metric === "cost" && unpriced > 0 ? (
        <p className="mt-3 text-muted text-xs">
          Unpriced requests have no cost and are not part of it: {formatCount(whole.before.unpriced)} before,{" "}
          {formatCount(whole.after.unpriced)} now.
        </p>
      ) : null}
    </Card>
  );
}

/** Of what one value or everything changed by; without parts when there is only one. */
export function partsOf(parts: ChangeParts): Part[] {
  switch (parts.of) {
    case "cost":
      return [
        { name: "Volume", about: "more or fewer calls", amount: usd(parts.volume) },
        { name: "Tokens per request", about: "longer or shorter prompts and answers", amount: usd(parts.tokens) },
        { name: "Models and prices", about: "what a token costs", amount: usd(parts.price) },
      ];
    case "errors":
      return [
        { name: "Volume", about: "more or fewer calls", amount: Number(parts.volume) },
        { name: "Error rate", about: "calls that fail more or less often", amount: Number(parts.rate) },
      ];
    case "latency":
      return [
        { name: "Latency", about: "calls of it that take longer or shorter", amount: parts.own },
        { name: "Mix", about: "more or fewer of them among all", amount: parts.mix },
      ];
    case "requests":
      return [];
  }
}
