/** A reproducible source of chance: the same seed gives the same demo on every machine. */
export type Random = {
  /** At least 0, below 1. */
  next: () => number;
  /** A whole number, both ends included. */
  int: (min: number, max: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(list: readonly [T, ...T[]]) => T;
  /** Picks by weight; weights need not add up to anything. */
  weighted: <T>(list: readonly [Weighted<T>, ...Weighted<T>[]]) => T;
  /** Log-normal: half of the values are below `median`; `spread` 0.3 is narrow, 1 is wide. */
  around: (median: number, spread: number) => number;
  /** Hexadecimal digits. */
  hex: (length: number) => string;
};

export type Weighted<T> = readonly [value: T, weight: number];

/** Makes a Random from a text: mulberry32 over an FNV-1a hash. */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => list[int(0, list.length - 1)] ?? list[0],
    weighted: (list) => {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) {
        left -= weight;
        if (left < 0) return value;
      }
      return list[0][0];
    },
    around: (median, spread) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(spread * normal);
    },
    hex: (length) => {
      let digits = "";
      while (digits.length < length)
        digits += Math.floor(next() * 65_536)
          .toString(16)
          .padStart(4, "0");
      return digits.slice(0, length);
    },
  };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
