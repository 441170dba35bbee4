const SCALE = 10;

/**
 * Places in the colour scale for the values shown together. `places` holds the place each value has everywhere, those
 * that own theirs first (lib/query/value-places.ts). Where two shown values have the same one, the later takes the next
 * that is free: within a chart no two look alike.
 */
export function valueColors(places: ReadonlyMap<string, number>): Map<string, number> {
  const colors = new Map<string, number>();
  const taken = new Set<number>();
  for (const [value, wanted] of places) {
    const place = Array.from({ length: SCALE }, (_, step) => (wanted + step) % SCALE).find((each) => !taken.has(each));
    if (place === undefined) break;
    taken.add(place);
    colors.set(value, place);
  }
  return colors;
}
