import type { Spot } from "@/components/filters/completion";
import { STATUSES, statusCount } from "@/components/filters/statuses";
import type { Suggested } from "@/components/filters/use-suggestions";
import { formatCount } from "@/components/format/count";
import { BUILT_IN_FIELDS, CHOICES, fieldType, isBuiltInField, isChoiceField } from "@/lib/filters/fields";
import { quoteText } from "@/lib/filters/text-scanner";

/** What may stand at the caret: `text` takes the place from `start` to `end`. */
export type Proposal = { label: string; hint?: string; text: string; start: number; end: number };

type ValueSpot = Extract<Spot, { kind: "value" }>;

const NUMBERS = {
  usd: ["1c", "10c", "$1"],
  ms: ["500ms", "1s", "5s", "30s"],
  tokens: ["1k", "10k", "100k"],
} as const;

/** Values for the caret, the most used first. */
export function valueProposals(spot: ValueSpot, values: readonly Suggested[]): Proposal[] {
  const { field, typed, start, end } = spot;
  if (spot.operator === "~") return [];
  if (fieldType(field) === "number") {
    const unit = isBuiltInField(field) ? BUILT_IN_FIELDS[field].unit : null;
    if (unit === null || spot.operator === ":") return [];
    return NUMBERS[unit]
      .filter((number) => number.startsWith(typed))
      .map((number) => ({ label: number, text: number, start, end }));
  }
  if (field === "status") return statusProposals(spot, values);
  if (isChoiceField(field)) {
    return CHOICES[field]
      .filter((choice) => choice.startsWith(typed.toLowerCase()))
      .map((choice) => ({ label: choice, hint: formatCount(countOf(choice, values)), text: choice, start, end }));
  }
  return values.map(({ value, requests }) => {
    return {
      label: value === "" ? "Empty text" : value,
      hint: formatCount(requests),
      text: quoteText(value),
      start,
      end,
    };
  });
}

function countOf(choice: string, values: readonly Suggested[]): number {
  return values.find(({ value }) => value === choice)?.requests ?? 0;
}

/** Other operators, and patterns of what was typed. */
export function operatorProposals(spot: ValueSpot): Proposal[] {
  const { field, typed, start, end, operatorStart, termStart, negative, listed } = spot;
  const type = fieldType(field);
  if (listed) return [];
  if (typed !== "") {
    if (type !== "string" || spot.operator !== ":") return [];
    const quoted = quoteText(typed);
    return [
      {
        label: `${negative ? "does not start" : "starts"} with ${typed}`,
        hint: `${quoted}*`,
        text: `${quoted}*`,
        start,
        end,
      },
      {
        label: `${negative ? "does not contain" : "contains"} ${typed}`,
        hint: `*${quoted}*`,
        text: `*${quoted}*`,
        start,
        end,
      },
    ];
  }
  const instead = (label: string, text: string) => ({ label, hint: text, text, start: operatorStart, end });
  const set = instead(negative ? "is not set" : "is set", ":*");
  if (type === "number") {
    const comparisons = negative ? [] : COMPARISONS.filter(({ hint }) => hint !== spot.operator);
    return [...comparisons.map(({ label, hint }) => instead(label, hint)), set];
  }
  if (spot.operator === "~") return [];
  const opposite: Proposal[] = negative
    ? [{ label: "is", hint: "no dash", text: "", start: termStart, end: termStart + 1 }]
    : [{ label: "is not", hint: "-", text: "-", start: termStart, end: termStart }];
  if (type === "status") return opposite;
  if (type === "choice") return [...opposite, set];
  return [...opposite, set, instead("matches a pattern", "~")];
}

const COMPARISONS = [
  { label: "more than", hint: ">" },
  { label: "at least", hint: ">=" },
  { label: "less than", hint: "<" },
  { label: "at most", hint: "<=" },
  { label: "exactly", hint: "=" },
] as const;

function statusProposals({ typed, start, end }: ValueSpot, codes: readonly Suggested[]): Proposal[] {
  const single = codes
    .filter(({ value }) => /^[1-5]\d\d$/.test(value) && !STATUSES.some((status) => status.value === value))
    .map(({ value }) => ({ value, label: value }));
  return [...STATUSES, ...single]
    .filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(typed.toLowerCase()))
    .map(({ value, label }) => {
      const requests = statusCount(value, codes);
      return { label, hint: requests === undefined ? value : formatCount(requests), text: value, start, end };
    });
}
