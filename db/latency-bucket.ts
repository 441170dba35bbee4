/**
 * Logarithmic latency buckets, 4 % wide: the middle of a bucket is within 2 % of everything in it. Bucket 0 is 0 ms;
 * bucket n holds [GROWTH^(n-1), GROWTH^n) ms. Ten minutes is bucket 340, the longest int4 latency bucket 548.
 */
export const GROWTH = 1.04;
const LOG_GROWTH = Math.log(GROWTH);

/** The bucket of a latency in milliseconds. */
export function latencyBucket(latencyMs: number): number {
  return latencyMs < 1 ? 0 : Math.floor(Math.log(latencyMs) / LOG_GROWTH) + 1;
}

/** The latency that stands for a bucket, in milliseconds: the geometric middle of the whole numbers in it. */
export function latencyOfBucket(bucket: number): number {
  if (bucket === 0) return 0;
  const lowest = Math.ceil(GROWTH ** (bucket - 1));
  const highest = Math.max(lowest, Math.ceil(GROWTH ** bucket) - 1);
  return Math.sqrt(lowest * highest);
}
