import { latencyBucket } from "@/db/latency-bucket";

/** For `width_bucket`: the n-th entry is the least latency whose bucket is n or more. */
export function bucketBounds(longestMs: number): number[] {
  const bounds: number[] = [];
  for (let ms = 1; ms <= longestMs; ms++) {
    while (bounds.length < latencyBucket(ms)) bounds.push(ms);
  }
  return bounds;
}
