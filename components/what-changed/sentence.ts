import { formatFigure } from "@/components/charts/unit-format";
import { formatCount } from "@/components/format/count";
import { formatLatency } from "@/components/format/latency";
import { formatRate } from "@/components/format/share";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import type { Contribution, Finding, PeriodFigures, WhatChanged } from "@/lib/query/what-changed/types";
import { amountText, figureOf, METRIC_WORDS, percentText, signedText } from "./figures";

type Whole = WhatChanged["whole"];

/** `Cost rose by $412.00, from $600.00 to $1,012.00.` */
export function wholeSentence(metric: ChangeMetric, { before, after, change }: Whole): string {
  const { label, unit } = METRIC_WORDS[metric];
  const figure = (period: PeriodFigures) =>
    metric === "cost" && period.cost === null ? "unpriced" : formatFigure(figureOf(metric, period), unit);
  const [from, to] = [figure(before), figure(after)];
  if (metric === "latency" && (before.requests === 0 || after.requests === 0)) {
    return after.requests === 0 ? `${label} was ${from} before.` : `${label} is ${to}.`;
  }
  if (change === 0) return `${label} did not change: ${to} in both periods.`;
  if (from === to) return `${label} hardly changed: ${to} in both periods.`;
  return `${label} ${change > 0 ? "rose" : "fell"} by ${amountText(metric, change)}, from ${from} to ${to}.`;
}

/** `explains 71 % of +$412.00`, and after the colon why: what is said of a value that stands out. */
export function findingWords(metric: ChangeMetric, finding: Finding, whole: Whole): string {
  const why = reasons(metric, finding);
  const what = doesWhat(metric, finding, whole);
  return why.length === 0 ? `${what}.` : `${what}: ${why.join(", ")}.`;
}

function doesWhat(metric: ChangeMetric, { change }: Finding, whole: Whole): string {
  const share = change / whole.change;
  const remarkable = Math.abs(whole.change) > whole.ordinary;
  if (remarkable && share > 0 && share <= 1.005)
    return `explains ${percentText(share)} of ${signedText(metric, whole.change)}`;
  if (remarkable && share > 1)
    return `explains more than all of ${signedText(metric, whole.change)}, with ${signedText(metric, change)}`;
  const verb = change > 0 ? "adds" : "takes away";
  const against =
    Math.sign(whole.change) === -Math.sign(change) ? `, against ${signedText(metric, whole.change)} overall` : "";
  return `${verb} ${amountText(metric, change)}${against}`;
}

function reasons(metric: ChangeMetric, { before, after }: Contribution): string[] {
  if (before.requests === 0) return [`new, ${callsOf(after)}${detailOf(metric, after)}`];
  if (after.requests === 0) return [`gone, ${callsOf(before)} before${detailOf(metric, before)}`];
  const calls = ratioWords(after.requests / before.requests, "the calls", "calls");
  switch (metric) {
    case "requests":
      return [`${callsOf(after)} instead of ${formatCount(before.requests)}`];
    case "cost":
      return known([calls, tokenWords(before, after), priceWords(before, after)]);
    case "errors":
      return known([calls, rateWords(before, after)]);
    case "latency":
      return known([latencyWords(before, after), calls]);
  }
}

const callsOf = ({ requests }: PeriodFigures) => `${formatCount(requests)} ${requests === 1 ? "call" : "calls"}`;

/** Of calls that were in one period only: what makes them matter. */
function detailOf(metric: ChangeMetric, figures: PeriodFigures): string {
  if (metric === "latency") return `, ${latencyOf(figures)} each on average`;
  return metric === "errors" ? `, error rate ${rateOf(figures)}` : "";
}

function latencyWords(before: PeriodFigures, after: PeriodFigures): string | null {
  const [then, now] = [latencyOf(before), latencyOf(after)];
  return then === now ? null : `${now} per call instead of ${then}`;
}

function tokenWords(before: PeriodFigures, after: PeriodFigures): string | null {
  const ratio = after.tokens / after.requests / (before.tokens / before.requests);
  return ratioWords(ratio, "the tokens per call", "tokens per call");
}

/** Tokens of calls without a price cost nothing that is known: that does not make them cheaper. */
const UNPRICED_MATTERS = 0.05;

function priceWords(before: PeriodFigures, after: PeriodFigures): string | null {
  const [then, now] = [before.unpriced / before.requests, after.unpriced / after.requests];
  if (Math.abs(now - then) >= UNPRICED_MATTERS)
    return `${formatRate(now)} of the calls unpriced instead of ${formatRate(then)}`;
  const perToken = ({ cost, tokens }: PeriodFigures) => (cost ?? 0) / tokens;
  const ratio = perToken(after) / perToken(before);
  if (ratio >= 1.3) return ratioWords(ratio, "the cost per token", "");
  if (!Number.isFinite(ratio) || Math.abs(ratio - 1) < 0.05) return null;
  return `tokens ${percentOff(ratio)} ${ratio > 1 ? "dearer" : "cheaper"}`;
}

/** `2.1 times the calls`, `12 % more calls`; null when about the same or unknown. */
function ratioWords(ratio: number, times: string, more: string): string | null {
  if (!Number.isFinite(ratio) || ratio <= 0 || Math.abs(ratio - 1) < 0.05) return null;
  if (ratio >= 1.3) return `${ratio >= 100 ? formatCount(ratio) : ratio.toFixed(1)} times ${times}`;
  return `${percentOff(ratio)} ${ratio > 1 ? "more" : "fewer"} ${more}`;
}

/** `12 %`; what is not all gone is never 100 % less. */
function percentOff(ratio: number): string {
  const percent = Math.round(Math.abs(ratio - 1) * 100);
  return ratio > 0 && ratio < 1 && percent === 100 ? ">99 %" : `${percent} %`;
}

function rateWords(before: PeriodFigures, after: PeriodFigures): string | null {
  const [then, now] = [rateOf(before), rateOf(after)];
  return then === now ? null : `error rate ${now} instead of ${then}`;
}

const rateOf = ({ errors, requests }: PeriodFigures) => formatRate(errors / requests);
const latencyOf = ({ latencyAvg }: PeriodFigures) => formatLatency(latencyAvg ?? 0);

function known(words: (string | null)[]): string[] {
  return words.filter((each) => each !== null);
}
