import type { Histogram } from "@/db/histogram";
import { latencyOfBucket } from "@/db/latency-bucket";

/** The latency in milliseconds that a share of the requests do not exceed, within 2 %; null without requests. */
export function percentileOf(histogram: Histogram, share: number): number | null {
  let total = 0;
  for (const count of histogram) total += count;
  if (total === 0) return null;
  let left = Math.max(1, Math.ceil(total * share));
  for (let bucket = 0; bucket < histogram.length; bucket++) {
    left -= histogram[bucket] ?? 0;
    if (left <= 0) return latencyOfBucket(bucket);
  }
  return null;
}
