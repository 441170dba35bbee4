import type { Unit } from "./fields";

/** Factors into dollars, milliseconds and tokens; written as divisions where that is exact. */
const SUFFIXES: Record<Unit, ReadonlyMap<string, (value: number) => number>> = {
  usd: new Map([
    ["", same],
    ["$", same],
    ["c", (value) => exact(value / 100)],
    ["¢", (value) => exact(value / 100)],
  ]),
  ms: new Map([
    ["", same],
    ["ms", same],
    ["s", (value) => exact(value * 1000)],
    ["m", (value) => exact(value * 60_000)],
    ["min", (value) => exact(value * 60_000)],
    ["h", (value) => exact(value * 3_600_000)],
  ]),
  tokens: new Map([
    ["", same],
    ["k", (value) => exact(value * 1000)],
    ["m", (value) => exact(value * 1_000_000)],
  ]),
};

/** What may follow a number, for messages: `s`, `min`. */
export const UNIT_HINTS: Record<Unit, string> = {
  usd: "dollars, or cents as 1c",
  ms: "milliseconds, or 2s, 1.5min, 1h",
  tokens: "a number, or 10k, 1M",
};

/** `2s`, `$0.01`, `1c`, `10k` as dollars, milliseconds or tokens; null when it is none of these. */
export function readUnitNumber(text: string, unit: Unit): number | null {
  const sign = unit === "usd" ? text.replace(/^(-?)\$/, "$1") : text;
  const match = /^(-?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)([a-z$¢]*)$/iu.exec(sign);
  const [, digits, suffix = ""] = match ?? [];
  const convert = SUFFIXES[unit].get(suffix.toLowerCase());
  return digits === undefined || convert === undefined ? null : convert(Number(digits));
}

/** The shortest text that `readUnitNumber` reads as exactly this number: `1500` milliseconds are `1.5s`. */
export function unitNumber(value: number, unit: Unit | null): string {
  if (unit !== "ms") return String(value);
  if (Math.abs(value) < 1000) return `${value}ms`;
  const seconds = `${value / 1000}s`;
  return seconds.length <= 8 && readUnitNumber(seconds, unit) === value ? seconds : `${value}ms`;
}

function same(value: number): number {
  return value;
}

/** 1.1 * 1000 is 1100.0000000000002 in doubles. */
function exact(value: number): number {
  return Number(value.toPrecision(15));
}
