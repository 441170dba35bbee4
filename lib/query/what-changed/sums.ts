/** Sums over one period; cost in nano-dollars, of priced requests; latency in milliseconds of all together. */
export type Sums = {
  requests: bigint;
  cost: bigint;
  unpriced: bigint;
  tokens: bigint;
  errors: bigint;
  latency: bigint;
};

/** Of one part of the base period: requests, and the sum of what is compared (nano-dollars, ms, errors or requests). */
export type Part = { requests: number; sum: number };

export type GroupSums = { before: Sums; after: Sums; parts: Part[] };

const ZERO: Sums = { requests: 0n, cost: 0n, unpriced: 0n, tokens: 0n, errors: 0n, latency: 0n };
export const NOTHING: GroupSums = { before: ZERO, after: ZERO, parts: [] };

/** What is left of a group when another that is part of it is taken out. */
export function without(whole: GroupSums, { before, after, parts }: GroupSums): GroupSums {
  return {
    before: minus(whole.before, before),
    after: minus(whole.after, after),
    parts: whole.parts.map(({ requests, sum }, index) => {
      const part = parts[index];
      return { requests: requests - (part?.requests ?? 0), sum: sum - (part?.sum ?? 0) };
    }),
  };
}

function minus(one: Sums, other: Sums): Sums {
  return {
    requests: one.requests - other.requests,
    cost: one.cost - other.cost,
    unpriced: one.unpriced - other.unpriced,
    tokens: one.tokens - other.tokens,
    errors: one.errors - other.errors,
    latency: one.latency - other.latency,
  };
}
