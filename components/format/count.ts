import { fixedWithSeparators } from "./digits";

/** A count in a table: `1,240,331`. Averages of counts keep no decimals. */
export function formatCount(count: number): string {
  return fixedWithSeparators(count, 0);
}

const UNITS = [
  { size: 1e12, name: "T" },
  { size: 1e9, name: "B" },
  { size: 1e6, name: "M" },
  { size: 1e3, name: "K" },
] as const;

/** A count in a card or on an axis: exact below 10,000, then three digits: `12.4 K`, `1.24 M`. */
export function formatCountCompact(count: number): string {
  if (Math.round(count) < 10_000) return formatCount(count);
  // 999,500 and more reads 1.00 M: the unit is chosen after rounding to three digits.
  const rounded = Number(count.toPrecision(3));
  const unit = UNITS.find(({ size }) => rounded >= size);
  if (!unit) return formatCount(count);
  const scaled = rounded / unit.size;
  if (scaled >= 1_000) return `${fixedWithSeparators(scaled, 0)} ${unit.name}`;
  return `${scaled.toFixed(scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2)} ${unit.name}`;
}
