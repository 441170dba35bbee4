/** Sums in nano-dollars: adding dollars as floats would drift from the database's own sum. */
const NANO = 1e9;

/** The sum of what is known, exact to the nano-dollar; null when nothing is. */
export function sumOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return known.reduce((total, value) => total + Math.round(value * NANO), 0) / NANO;
}
