import { formatCountCompact } from "./count";
import { fixedWithSeparators, groupThousands } from "./digits";

const NANO_PER_DOLLAR = 1_000_000_000;

/**
 * USD for people: `$1,284.20`, `$0.0214`, `$0.00042`, `<$0.000001`. Zero is `$0.00`, and nothing else is. Unpriced is null
 * and has no text here: show the pill.
 */
export function formatMoney(dollars: number): string {
  if (dollars < 0) return `-${formatMoney(-dollars)}`;
  if (dollars === 0) return "$0.00";
  // The bounds are those of the rounded figure: 0.99996 reads $1.00, never $1.0000.
  if (dollars >= 0.99995) return `$${fixedWithSeparators(dollars, 2)}`;
  if (dollars >= 0.00995) return `$${dollars.toFixed(4)}`;
  if (dollars < 0.000001) return "<$0.000001";
  const [, exponent = "0"] = dollars.toExponential(1).split("e");
  return `$${dollars.toFixed(1 - Number(exponent))}`;
}

/** Every digit that is known, to the nano-dollar: `$0.000420125`. For hover, copies and whoever reconciles an invoice. */
export function formatMoneyExact(dollars: number): string {
  if (dollars < 0) return `-${formatMoneyExact(-dollars)}`;
  const nano = Math.round(dollars * NANO_PER_DOLLAR);
  if (nano === 0 && dollars > 0) return "<$0.000000001";
  const whole = Math.floor(nano / NANO_PER_DOLLAR);
  const fraction = String(nano % NANO_PER_DOLLAR).padStart(9, "0");
  return `$${groupThousands(String(whole))}.${fraction.replace(/0{1,7}$/, "")}`;
}

/**
 * What a provider asks for a million tokens, as its price list writes it: `$0.30`, `$0.0375`, `$2.50`. Four significant
 * digits are enough for every list, and hide that it was computed.
 */
export function formatPrice(dollars: number): string {
  if (dollars === 0) return "$0.00";
  const digits = Number(dollars.toPrecision(4));
  const decimals = String(digits).split(".")[1]?.length ?? 0;
  return digits < 0.0001 ? formatMoney(dollars) : `$${fixedWithSeparators(digits, Math.max(2, decimals))}`;
}

/** In a card, where more than ten million dollars would not fit: `$24.1 M`. The exact figure is on hover. */
export function formatMoneyCompact(dollars: number): string {
  if (dollars < 10_000_000) return formatMoney(dollars);
  return `$${formatCountCompact(dollars)}`;
}
