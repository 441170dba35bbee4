import fc from "fast-check";
import { expect, test } from "vitest";
import { type CostFactors, splitCost, splitProduct } from "./split-change";

const whole = (max: bigint) => fc.bigInt({ min: 0n, max });
const side: fc.Arbitrary<CostFactors> = fc.record({
  requests: whole(10n ** 9n),
  tokens: whole(10n ** 13n),
  cost: whole(10n ** 17n),
});

test("the parts of a change of cost add up to it, to the nano-dollar, whatever the figures", () => {
  fc.assert(
    fc.property(side, side, (before, after) => {
      const { volume, tokens, price } = splitCost(before, after);
      expect(volume + tokens + price).toBe(after.cost - before.cost);
      // Back again is the same the other way round, but for where one nano-dollar is rounded to.
      const back = splitCost(after, before);
      for (const [one, other] of [
        [volume, back.volume],
        [tokens, back.tokens],
        [price, back.price],
      ]) {
        const sum = (one ?? 0n) + (other ?? 0n);
        expect(sum >= -1n && sum <= 1n).toBe(true);
      }
    }),
  );
});

test("the parts of a count times a rate add up too", () => {
  fc.assert(
    fc.property(whole(10n ** 9n), whole(10n ** 9n), whole(10n ** 9n), whole(10n ** 9n), (n0, e0, n1, e1) => {
      const [volume, rate] = splitProduct(n0, e0, n1, e1);
      expect(volume + rate).toBe(e1 - e0);
    }),
  );
});

test("a factor that did not change has no part; one that alone changed has all", () => {
  const before = { requests: 100n, tokens: 50_000n, cost: 700_000n };
  expect(splitCost(before, { requests: 300n, tokens: 150_000n, cost: 2_100_000n })).toEqual({
    volume: 1_400_000n,
    tokens: 0n,
    price: 0n,
  });
  expect(splitCost(before, { requests: 100n, tokens: 100_000n, cost: 1_400_000n })).toEqual({
    volume: 0n,
    tokens: 700_000n,
    price: 0n,
  });
  expect(splitCost(before, { requests: 100n, tokens: 50_000n, cost: 70_000n })).toEqual({
    volume: 0n,
    tokens: 0n,
    price: -630_000n,
  });
  // By hand, of 60: calls x2 give 60 x 17/12, tokens per call x3 give 60 x 13/6, half the price takes 60 x 19/12.
  const three = splitCost({ requests: 1n, tokens: 1n, cost: 60_000n }, { requests: 2n, tokens: 6n, cost: 180_000n });
  expect(three).toEqual({ volume: 85_000n, tokens: 130_000n, price: -95_000n });
});

test("what is new or gone is all volume; calls without tokens have a cost per call", () => {
  const none = { requests: 0n, tokens: 0n, cost: 0n };
  const some = { requests: 3n, tokens: 30n, cost: 900n };
  expect(splitCost(none, some)).toEqual({ volume: 900n, tokens: 0n, price: 0n });
  expect(splitCost(some, none)).toEqual({ volume: -900n, tokens: 0n, price: 0n });
  const images = { requests: 3n, tokens: 0n, cost: 900n };
  expect(splitCost(images, { requests: 6n, tokens: 0n, cost: 1800n })).toEqual({ volume: 900n, tokens: 0n, price: 0n });
});
