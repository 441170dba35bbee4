import fc from "fast-check";
import { expect, test } from "vitest";
import { cover, type Stretch } from "./cover";

/** Stretches or cells between 0 and 1000, in order and apart, with or without space between them. */
const pieces = fc.uniqueArray(fc.nat(1000), { minLength: 2, maxLength: 40 }).chain((edges) => {
  const sorted = edges.sort((a, b) => a - b);
  const all = sorted.slice(1).map((to, index) => ({ from: sorted[index] ?? 0, to }));
  return fc.subarray(all);
});

test("cells and gaps fill every stretch once, in its own bucket, and no cell sticks out", () => {
  fc.assert(
    fc.property(pieces, pieces, (wanted, built) => {
      const stretches: Stretch[] = wanted.map((piece, bucket) => ({ ...piece, bucket }));
      const clean = built.map(({ from, to }) => ({ start: from, until: to }));
      const ends = new Map(clean.map(({ start, until }) => [start, until]));
      const { cells, gaps } = cover(stretches, clean);
      const parts = [...cells.map(({ start, bucket }) => ({ from: start, to: ends.get(start) ?? 0, bucket })), ...gaps];
      for (const { from, to, bucket } of stretches) {
        const mine = parts.filter((part) => part.bucket === bucket).sort((a, b) => a.from - b.from);
        expect(mine[0]?.from).toBe(from);
        expect(mine.at(-1)?.to).toBe(to);
        for (const [index, part] of mine.entries()) expect(mine[index + 1]?.from ?? to).toBe(part.to);
      }
      const inside = clean.filter(({ start, until }) => wanted.some(({ from, to }) => start >= from && until <= to));
      expect(cells.map(({ start }) => start)).toEqual(inside.map(({ start }) => start));
    }),
  );
});
