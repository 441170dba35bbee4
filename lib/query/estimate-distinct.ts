/** What was seen in a sample: how many rows, how many different values, how many of these once. */
type Sampled = {
  sample: number;
  values: number;
  once: number /** Rows there are of which the sample is a part. */;
  whole: number;
};

/**
 * How many different values there are in all rows, as PostgreSQL's ANALYZE estimates it from a sample (Haas and Stokes,
 * "Duj1"): never fewer than were seen, never more than there are rows.
 */
export function estimateDistinct({ sample, values, once, whole }: Sampled): number {
  if (values === 0 || sample === 0) return 0;
  const guess = (sample * values) / (sample - once + (once * sample) / Math.max(whole, sample));
  return Math.round(Math.min(Math.max(guess, values), Math.max(whole, values)));
}
