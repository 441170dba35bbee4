/**
 * Tenths of a percent, one per part, that add up to exactly 1000 (largest remainder; ties go to the earlier part).
 * All zero when there is nothing to share. Parts are finite and not negative.
 */
export function shareTenths(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (total <= 0) return parts.map(() => 0);
  const exact = parts.map((part) => (part / total) * 1000);
  const tenths = exact.map(Math.floor);
  let missing = 1000 - tenths.reduce((sum, tenth) => sum + tenth, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    tenths[index] = (tenths[index] ?? 0) + 1;
    missing -= 1;
  }
  return tenths;
}

/** The parts' shares as people read them; together they are 100.0 %. A part that is there never reads `0.0 %`. */
export function formatShares(parts: readonly number[]): string[] {
  return shareTenths(parts).map((tenths, index) =>
    tenths === 0 && (parts[index] ?? 0) > 0 ? "<0.1 %" : `${(tenths / 10).toFixed(1)} %`,
  );
}

/** One rate between 0 and 1, such as an error rate: `12.4 %`. Some is never none and most is never all. */
export function formatRate(rate: number): string {
  if (rate > 0 && rate < 0.0005) return "<0.1 %";
  if (rate < 1 && rate >= 0.9995) return ">99.9 %";
  return `${(rate * 100).toFixed(1)} %`;
}
