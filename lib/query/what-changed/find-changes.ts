import { METRICS } from "@/lib/filters/metrics";
import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import { partsOf, type Weighed, weigher } from "./contributions";
import type { DimensionSums } from "./group-rows";
import { noiseOf, ordinaryChange, type Weights } from "./noise";
import { type GroupSums, type Sums, without } from "./sums";
import type { Contribution, DimensionChange, Finding, NamedContribution, PeriodFigures, WhatChanged } from "./types";

const NANO = 1e9;
const DAY_MS = 86_400_000;
const MOST_FINDINGS = 10;
/** What stands out moves everything by at least this much of it. */
const MATERIAL = 0.02;
/** Of what a value adds, so much must be beyond its share: else it is merely large. */
const BEYOND_SHARE = 1 / 6;

type Group = { kind: Contribution["kind"]; value: string | null; sums: GroupSums; weighed: Weighed };

/** What stands out, and how every dimension's values make up the change. `lengths`: of the parts of the base period. */
export function findChanges(
  metric: ChangeMetric,
  sums: GroupSums,
  read: readonly DimensionSums[],
  lengths: readonly number[],
): Pick<WhatChanged, "metric" | "whole" | "findings" | "dimensions"> {
  // A part without requests is one all the same: it tells how much the period varies.
  const whole = { ...sums, parts: lengths.map((_, index) => sums.parts[index] ?? { requests: 0, sum: 0 }) };
  const weigh = weigher(metric, whole);
  const all = weigh(whole);
  const weights = weightsOf(metric, whole, lengths);
  const grouped = read.map((dimension) => ({ dimension, groups: groupsOf(dimension, whole, weigh) }));
  const noise = noiseOf(
    grouped.flatMap(({ groups }) => groups.map(({ weighed }) => weighed)),
    all,
    weights,
  );
  let position = 0;
  const unit = METRICS[metric === "latency" ? "latency_avg" : metric].unit === "usd" ? NANO : 1;
  const dimensions = grouped.map(({ dimension, groups }): DimensionChange => {
    const contributions = groups.map(({ kind, value, sums, weighed }): Contribution => {
      const ordinary = noise[position++] ?? { excess: 0, change: 0 };
      return {
        kind,
        value,
        before: figures(sums.before),
        after: figures(sums.after),
        change: weighed.change / unit,
        excess: (weighed.change - weighed.share * all.change) / unit,
        noise: ordinary.excess / unit,
        ordinary: ordinary.change / unit,
        parts: partsOf(metric, sums, whole),
      };
    });
    const { field, label } = dimension.dimension;
    return { field, label, contributions: contributions.sort(byChange), values: dimension.count };
  });
  const material = (MATERIAL * (all.size.before + all.size.after)) / 2 / unit;
  const comparable = whole.before.requests > 0n && whole.after.requests > 0n;
  return {
    metric,
    whole: {
      before: figures(whole.before),
      after: figures(whole.after),
      change: all.change / unit,
      ordinary: ordinaryChange(all, weights) / unit,
      parts: partsOf(metric, whole, whole),
    },
    findings: comparable ? findingsOf(dimensions, material) : [],
    dimensions,
  };
}

/** What changed most comes first, Other last. */
function byChange(one: Contribution, other: Contribution): number {
  const last = Number(one.kind === "other") - Number(other.kind === "other");
  return last === 0 ? Math.abs(other.change) - Math.abs(one.change) : last;
}

function findingsOf(dimensions: readonly DimensionChange[], material: number): Finding[] {
  const found = dimensions
    .flatMap(({ field, label, contributions }) =>
      contributions.map((each): NamedContribution => ({ ...each, field, label })),
    )
    .filter((each) => each.kind !== "other" && standsOut(each, material))
    .sort((a, b) => weightOf(b) - weightOf(a));
  const byFigures = new Map<string, Finding>();
  for (const each of found) {
    const figures = JSON.stringify([Object.values(each.before), Object.values(each.after)]);
    const first = byFigures.get(figures);
    if (first === undefined) byFigures.set(figures, { ...each, same: [] });
    else first.same.push(each);
  }
  return [...byFigures.values()].slice(0, MOST_FINDINGS);
}

/** It moved otherwise than everything and than itself usually, enough to matter, and it is not just the rest that moved. */
function standsOut({ change, excess, noise, ordinary }: Contribution, material: number): boolean {
  const size = Math.abs(excess);
  return (
    size > noise &&
    Math.abs(change) > ordinary &&
    size >= material &&
    Math.sign(change) === Math.sign(excess) &&
    Math.abs(change) >= size / 2 &&
    size >= Math.abs(change) * BEYOND_SHARE
  );
}

/** What it changed by and what of that is its own: the smaller tells more of it. */
function weightOf({ change, excess }: Contribution): number {
  return Math.min(Math.abs(change), Math.abs(excess));
}

function groupsOf({ values, count }: DimensionSums, whole: GroupSums, weigh: (group: GroupSums) => Weighed): Group[] {
  const groups = values.map(({ text, ...sums }): Group => {
    return { kind: text === null ? "untagged" : "value", value: text, sums, weighed: weigh(sums) };
  });
  if (count <= values.length) return groups;
  const other = values.reduce<GroupSums>(without, whole);
  return [...groups, { kind: "other", value: null, sums: other, weighed: weigh(other) }];
}

function weightsOf(metric: ChangeMetric, whole: GroupSums, lengths: readonly number[]): Weights {
  const sizes = metric === "latency" ? whole.parts.map(({ requests }) => requests) : lengths;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return { each: sizes.map((size) => (total === 0 ? 0 : size / total)), lag: lagOf(lengths) };
}

/** Parts a day, when they are hours and there are two days of them; the first and the last may be shorter. */
function lagOf(lengths: readonly number[]): number {
  const lag = DAY_MS / (lengths[1] ?? DAY_MS);
  return Number.isInteger(lag) && lengths.length >= 2 * lag ? lag : 1;
}

function figures({ requests, cost, unpriced, tokens, errors, latency }: Sums): PeriodFigures {
  return {
    requests: Number(requests),
    cost: unpriced === requests && requests > 0n ? null : Number(cost) / NANO,
    unpriced: Number(unpriced),
    tokens: Number(tokens),
    errors: Number(errors),
    latencyAvg: requests === 0n ? null : Number(latency) / Number(requests),
  };
}
