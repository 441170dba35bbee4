/** Tables that turn a number below 1,024 into a value with the wanted frequency. */
const SIZE = 1024;

/** Indexes from 1, each as often as its weight says; 0 for the share that is not covered. */
export function lookupTable(weights: number[], coverage: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const covered = Math.round(SIZE * coverage);
  const table = new Array<number>(SIZE).fill(0);
  let reached = 0;
  weights.forEach((weight, index) => {
    const from = Math.round((covered * reached) / total);
    reached += weight;
    table.fill(index + 1, from, Math.round((covered * reached) / total));
  });
  return table;
}

export function names(prefix: string, count: number): string[] {
  const digits = String(count).length;
  return Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(digits, "0")}`);
}

/** The standard normal variable that a share (0 to 1) of values lies below. */
export function chance(share: number): number {
  return Math.sign(share - 0.5) * normalTail(Math.min(share, 1 - share));
}

/** Abramowitz and Stegun, 26.2.23. */
function normalTail(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - top / bottom;
}
