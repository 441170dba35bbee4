const SCALE = 10;

/**
 * Places in the colour scale for values: the most used ones own the first places, whatever metric is shown; a value
 * that is shown in the chart without owning one borrows the first place that no other shown value owns.
 */
export function valueColors(mostUsed: readonly string[], shown: readonly string[]): Map<string, number> {
  const colors = new Map(mostUsed.slice(0, SCALE).map((value, rank) => [value, rank]));
  const guests = shown.filter((value) => !colors.has(value));
  const taken = new Set(shown.map((value) => colors.get(value)));
  const free = Array.from({ length: SCALE }, (_, place) => place).filter((place) => !taken.has(place));
  // The least used owners lend first.
  for (const guest of guests) {
    const place = free.pop();
    if (place === undefined) break;
    for (const [owner, owned] of colors) if (owned === place) colors.delete(owner);
    colors.set(guest, place);
  }
  return colors;
}
