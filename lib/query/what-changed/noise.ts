import type { Weighed } from "./contributions";

export type Weights = {
  /** How each part of the base period weighs, 0 to 1: its length, or for an average its requests. */
  each: readonly number[];
  /** So many parts are a day, which has its rhythm: each is held against the same hours of the day before. 1: they are days. */
  lag: number;
};

/** Differences of two periods up to which nothing is remarkable. */
export type Noise = {
  /** Of what a group does otherwise than everything. */
  excess: number;
  /** Of the group's own change. */
  change: number;
};

/** A value stands out beyond so many standard deviations: many values are looked at, and few days tell how they vary. */
const EXCESS_DEVIATIONS = 4;
const CHANGE_DEVIATIONS = 2;
const FEWEST_PARTS = 4;
/** How much values usually vary is learned from those that hold at least so much. */
const TELLING_SHARE = 0.02;

/**
 * What is ordinary for each group, given how the base period varied within itself. The variance of the excess is the larger
 * of two: how the group's part of the whole varied from day to day; and, as few days may be alike by luck, what chance
 * makes of so many calls together with how much the values of this project usually vary beyond chance.
 */
export function noiseOf(groups: readonly Weighed[], whole: Weighed, weights: Weights): Noise[] {
  const own = groups.map((group) => ownVariance(group, whole, weights));
  const usual = median(
    groups.flatMap((group, index) => {
      const size = 2 * group.size.before * restOf(group);
      if (group.share < TELLING_SHARE || size === 0) return [];
      return [Math.max(0, (own[index] ?? 0) - 2 * group.chance.before * restOf(group)) / size ** 2];
    }),
  );
  // What everything did is part of the expectation, and so is its growth part of the error of that.
  const growth = Math.max(1, whole.size.before === 0 ? 1 : whole.size.after / whole.size.before);
  return groups.map((group, index) => {
    const { size, chance } = group;
    const rest = restOf(group);
    const byChance = (chance.after + growth ** 2 * chance.before) * rest;
    const usually = usual * ((size.after + growth * size.before) * rest) ** 2;
    const variance = Math.max((own[index] ?? 0) * ((1 + growth ** 2) / 2), usually + byChance);
    return { excess: EXCESS_DEVIATIONS * Math.sqrt(variance), change: ordinaryChange(group, weights) };
  });
}

/** Of an amount by itself: judged from one day to the next, so that a steady rise or a weekly rhythm counts for little. */
export function ordinaryChange({ parts, chance }: Weighed, { each: weights, lag }: Weights): number {
  const byChance = chance.before + chance.after;
  const rates = parts.map((part, index) => {
    const weight = weights[index] ?? 0;
    return weight === 0 ? null : part / weight;
  });
  const steps = stepsOf(rates, lag);
  if (rates.filter((rate) => rate !== null).length < FEWEST_PARTS || steps.length === 0)
    return CHANGE_DEVIATIONS * Math.sqrt(byChance);
  const variance = total(steps) / (2 * steps.length);
  const squares = total(weights.map((weight) => weight ** 2));
  return CHANGE_DEVIATIONS * Math.sqrt(Math.max(2 * variance * squares, byChance));
}

/** Of the difference of two such periods, in what the group does otherwise than everything. */
function ownVariance({ parts, share }: Weighed, whole: Weighed, { each: weights, lag }: Weights): number {
  const count = parts.length;
  if (count < FEWEST_PARTS) return 0;
  const rest = parts.map((part, index) => part - share * (whole.parts[index] ?? 0));
  if (lag > 1) {
    const steps = stepsOf(rest, lag);
    return (count * total(steps)) / steps.length;
  }
  const mean = total(rest);
  const squares = total(rest.map((each, index) => (each - mean * (weights[index] ?? 0)) ** 2));
  return (2 * squares * count) / (count - 1);
}

/** Squares of the differences of each to the one `lag` places before. */
function stepsOf(values: readonly (number | null)[], lag: number): number[] {
  return values.slice(lag).flatMap((value, index) => {
    const before = values[index] ?? null;
    return value === null || before === null ? [] : [(value - before) ** 2];
  });
}

/** What nearly everything carries can hardly differ from everything. */
function restOf({ share }: Weighed): number {
  return 1 - Math.min(1, Math.max(0, share));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
