import fc from "fast-check";
import { expect, test } from "vitest";
import { latencyBucket, latencyOfBucket } from "./latency-bucket";

test("a longer latency never falls into a lower bucket, and every bucket fits a smallint", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), fc.nat(2 ** 31 - 1), (one, other) => {
      const [short, long] = one < other ? [one, other] : [other, one];
      expect(latencyBucket(short)).toBeLessThanOrEqual(latencyBucket(long));
      expect(latencyBucket(long)).toBeLessThan(600);
    }),
  );
});

test("latencies of one bucket differ by at most 4 %", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (latency) => {
      const alike = latency * 1.0401;
      expect(latencyBucket(alike)).toBeGreaterThan(latencyBucket(latency));
    }),
  );
});

test("the latency that stands for a bucket is within 2 % of everything in it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (latency) => {
      const middle = latencyOfBucket(latencyBucket(latency));
      expect(Math.abs(middle - latency) / latency).toBeLessThan(0.02);
    }),
  );
});
