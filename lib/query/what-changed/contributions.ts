import type { ChangeMetric } from "@/lib/filters/what-changed-params";
import { splitCost, splitProduct } from "./split-change";
import type { GroupSums, Part, Sums } from "./sums";
import type { ChangeParts } from "./types";

/** What a group adds to the change of everything, in nano-dollars, requests, errors or ms of the overall average. */
export type Weighed = {
  change: number;
  /** The group's amount of the base period, in the same unit; of all groups together that of everything. */
  base: number;
  /** Its part of the base period, 0 to 1: the part of a change that would be no news. */
  share: number;
  /** Its amount in each part of the base period; they add up to `base`. */
  parts: number[];
  /** Roughly what it amounts to in each period: variation grows with it. */
  size: Both;
  /** How each amount would vary if only chance decided which requests come (variances). */
  chance: Both;
};

type Both = { before: number; after: number };

type Weigh = (group: GroupSums) => Weighed;

/** Few errors say little of where errors belong: as though so many more were spread like requests. */
const ASSUMED_ERRORS = 30;
/** Costs of single calls differ: their mean square is about so many times the square of their mean. */
const COST_SPREAD = 2.5;

/** Weighs groups against everything: contributions are amounts, so those of a dimension's groups add up to the whole's. */
export function weigher(metric: ChangeMetric, whole: GroupSums): Weigh {
  const count = whole.parts.length;
  if (metric === "latency") return latencyWeigher(whole);
  const amount = (sums: Sums) => Number(sums[metric]);
  const requestShare = (group: GroupSums) => ratio(group.before.requests, whole.before.requests);
  return (group) => {
    const [before, after] = [amount(group.before), amount(group.after)];
    const [r0, r1] = [Number(group.before.requests), Number(group.after.requests)];
    const perCall = (before + after) / Math.max(1, r0 + r1);
    const total = amount(whole.before);
    const even = metric === "errors" ? ASSUMED_ERRORS : total === 0 ? 1 : 0;
    return {
      change: after - before,
      base: before,
      share: (before + even * requestShare(group)) / (total + even),
      parts: filled(group.parts, count, ({ sum }) => sum),
      size: { before, after },
      chance:
        metric === "cost"
          ? { before: COST_SPREAD * perCall ** 2 * r0, after: COST_SPREAD * perCall ** 2 * r1 }
          : { before, after },
    };
  };
}

/**
 * An average is no sum; what a group holds of it beyond (or below) the middle of both averages is: (its latency - middle x
 * its requests) / all requests. Over the groups of a dimension the changes of that add up to the change of the average.
 */
function latencyWeigher(whole: GroupSums): Weigh {
  const [n0, n1] = [Number(whole.before.requests), Number(whole.after.requests)];
  const middle = middleOf(whole);
  const perAll = (amount: number, all: number) => (all === 0 ? 0 : amount / all);
  const carried = (sum: number, requests: number, all: number) => perAll(sum - middle * requests, all);
  return ({ before, after, parts }) => {
    const [r0, r1] = [Number(before.requests), Number(after.requests)];
    const base = carried(Number(before.latency), r0, n0);
    const own = (Number(before.latency) + Number(after.latency)) / Math.max(1, r0 + r1);
    return {
      change: carried(Number(after.latency), r1, n1) - base,
      base,
      share: perAll(r0, n0),
      parts: filled(parts, whole.parts.length, ({ sum, requests }) => carried(sum, requests, n0)),
      size: { before: own * perAll(r0, n0), after: own * perAll(r1, n1) },
      chance: { before: own ** 2 * perAll(r0, n0 ** 2), after: own ** 2 * perAll(r1, n1 ** 2) },
    };
  };
}

/** What the change of a group is made of. */
export function partsOf(metric: ChangeMetric, { before, after }: GroupSums, whole: GroupSums): ChangeParts {
  if (metric === "cost") return { of: "cost", ...splitCost(before, after) };
  if (metric === "requests") return { of: "requests" };
  if (metric === "errors") {
    const [volume, rate] = splitProduct(before.requests, before.errors, after.requests, after.errors);
    return { of: "errors", volume, rate };
  }
  const change = latencyWeigher(whole)({ before, after, parts: [] }).change;
  if (before.requests === 0n || after.requests === 0n) return { of: "latency", own: 0, mix: change };
  const [l0, l1] = [ratio(before.latency, before.requests), ratio(after.latency, after.requests)];
  const shares = ratio(before.requests, whole.before.requests) + ratio(after.requests, whole.after.requests);
  const own = ((l1 - l0) * shares) / 2;
  return { of: "latency", own, mix: change - own };
}

function middleOf({ before, after }: GroupSums): number {
  const averages = [before, after].flatMap(({ requests, latency }) =>
    requests === 0n ? [] : [ratio(latency, requests)],
  );
  return averages.reduce((sum, each) => sum + each, 0) / Math.max(1, averages.length);
}

function filled(parts: readonly (Part | undefined)[], count: number, of: (part: Part) => number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const part = parts[index];
    return part === undefined ? 0 : of(part);
  });
}

function ratio(numerator: bigint, denominator: bigint): number {
  return denominator === 0n ? 0 : Number(numerator) / Number(denominator);
}
