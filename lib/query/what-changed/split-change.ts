/** How many calls, their tokens and their cost in nano-dollars, in one period. */
export type CostFactors = { requests: bigint; tokens: bigint; cost: bigint };

/** What a change of cost is made of, in nano-dollars: together exactly the change. */
export type CostParts = {
  /** More or fewer calls. */
  volume: bigint;
  /** More or fewer tokens per call. */
  tokens: bigint;
  /** Dearer or cheaper tokens: other models, other prices, another mix of input and output. */
  price: bigint;
};

/**
 * Cost is calls x tokens per call x cost per token. Each factor's part is its Shapley value: the change it makes, averaged
 * over the six orders in which the three factors can change. The fractions are computed whole and rounded to nano-dollars
 * by the largest remainder, so that the parts are the change to the last digit. Without calls on one side all of it is
 * volume; without tokens on one side price is cost per call and tokens have no part.
 */
export function splitCost(before: CostFactors, after: CostFactors): CostParts {
  const change = after.cost - before.cost;
  if (before.requests === 0n || after.requests === 0n) return { volume: change, tokens: 0n, price: 0n };
  if (before.tokens === 0n || after.tokens === 0n) {
    const [volume, price] = splitProduct(before.requests, before.cost, after.requests, after.cost);
    return { volume, tokens: 0n, price };
  }
  const sides = [before, after] as const;
  const scale = before.requests * after.requests * before.tokens * after.tokens;
  // Cost with each factor taken from one side, times `scale`: a whole number.
  const corner = (n: 0 | 1, t: 0 | 1, p: 0 | 1) =>
    (sides[n].requests * sides[t].tokens * sides[p].cost * scale) / (sides[t].requests * sides[p].tokens);
  const part = (at: (own: 0 | 1, one: 0 | 1, other: 0 | 1) => bigint) => {
    const step = (one: 0 | 1, other: 0 | 1) => at(1, one, other) - at(0, one, other);
    return 2n * step(0, 0) + step(0, 1) + step(1, 0) + 2n * step(1, 1);
  };
  const [volume = 0n, tokens = 0n, price = 0n] = shareOut(change, 6n * scale, [
    part((n, t, p) => corner(n, t, p)),
    part((t, n, p) => corner(n, t, p)),
    part((p, n, t) => corner(n, t, p)),
  ]);
  return { volume, tokens, price };
}

/** The same for a total that is a count times a rate, as errors are calls x error rate: the parts of count and rate. */
export function splitProduct(count0: bigint, total0: bigint, count1: bigint, total1: bigint): [bigint, bigint] {
  const change = total1 - total0;
  if (count0 === 0n || count1 === 0n) return [change, 0n];
  // Half the change of the count times the sum of both rates, over one denominator.
  const numerator = (count1 - count0) * (total0 * count1 + total1 * count0);
  const denominator = 2n * count0 * count1;
  const [volume = 0n, rate = 0n] = shareOut(change, denominator, [numerator, change * denominator - numerator]);
  return [volume, rate];
}

/** Rounds fractions of one denominator, whose sum is `whole`, to whole numbers of that sum: largest remainder, then order. */
function shareOut(whole: bigint, denominator: bigint, numerators: readonly bigint[]): bigint[] {
  const floors = numerators.map((numerator) => floorDivide(numerator, denominator));
  let missing = whole - floors.reduce((sum, floor) => sum + floor, 0n);
  const byRemainder = numerators
    .map((numerator, index) => ({ index, remainder: numerator - (floors[index] ?? 0n) * denominator }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (missing <= 0n) break;
    floors[index] = (floors[index] ?? 0n) + 1n;
    missing -= 1n;
  }
  return floors;
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
