import type { Histogram } from "@/db/histogram";
import { latencyOfBucket } from "@/db/latency-bucket";

/** The latency in milliseconds that a share of the requests do not exceed, within 2 %; null without requests. */
export function percentileOf(histogram: Histogram, share: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = Math.max(1, Math.ceil(total * share));
  for (const [bucket, count = 0] of histogram.entries()) {
    left -= count;
    if (left <= 0) return latencyOfBucket(bucket);
  }
  return null;
}
