/** The parts of a cost by kind. `input` and `output` leave out the cached kinds; everything is in nano-dollars. */
export type CostParts = {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
};

/** Rounds the total, then the parts so that they add up to it: what rounding leaves over goes to the largest part. */
export function roundParts(parts: CostParts): CostParts & { total: number } {
  const total = Math.round(parts.input + parts.output + parts.cacheRead + parts.cacheWrite);
  return { ...fitParts(parts, total), total };
}

/** Splits `total` (a whole number) in proportion to `weights`; all of it is output when no weight says otherwise. */
export function scaleParts(weights: CostParts, total: number): CostParts {
  const sum = weights.input + weights.output + weights.cacheRead + weights.cacheWrite;
  if (sum === 0) return { input: 0, output: total, cacheRead: 0, cacheWrite: 0 };
  const scale = (weight: number) => (weight / sum) * total;
  return fitParts(
    {
      input: scale(weights.input),
      output: scale(weights.output),
      cacheRead: scale(weights.cacheRead),
      cacheWrite: scale(weights.cacheWrite),
    },
    total,
  );
}

const KINDS = ["input", "output", "cacheRead", "cacheWrite"] as const;

function fitParts(parts: CostParts, total: number): CostParts {
  const fitted: CostParts = {
    input: Math.floor(parts.input),
    output: Math.floor(parts.output),
    cacheRead: Math.floor(parts.cacheRead),
    cacheWrite: Math.floor(parts.cacheWrite),
  };
  const largest = KINDS.reduce((best, kind) => (parts[kind] > parts[best] ? kind : best));
  fitted[largest] += total - fitted.input - fitted.output - fitted.cacheRead - fitted.cacheWrite;
  return fitted;
}
