/** A stretch of time in milliseconds, `to` not included, and the bucket of the result it belongs to. */
export type Stretch = { from: number; to: number; bucket: number };
export type Covered = {
  /** Cells to take, each whole, with their buckets. */
  cells: { start: number; bucket: number }[];
  /** What no cell covers. */
  gaps: Stretch[];
};

/** Fills stretches with cells that lie wholly inside them. Cells are in order and do not overlap; so are stretches. */
export function cover(stretches: readonly Stretch[], cells: readonly { start: number; until: number }[]): Covered {
  const covered: Covered = { cells: [], gaps: [] };
  let next = 0;
  for (const { from, to, bucket } of stretches) {
    let position = from;
    for (; next < cells.length; next++) {
      const cell = cells[next];
      if (cell === undefined || cell.until > to) break;
      if (cell.start < position) continue;
      if (cell.start > position) covered.gaps.push({ from: position, to: cell.start, bucket });
      covered.cells.push({ start: cell.start, bucket });
      position = cell.until;
    }
    if (position < to) covered.gaps.push({ from: position, to, bucket });
  }
  return covered;
}
