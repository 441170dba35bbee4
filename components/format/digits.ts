/** Locale-free on purpose: server and browser must print the same characters whatever ICU either carries. */
export function groupThousands(integerDigits: string): string {
  return integerDigits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1284.2` with two decimals is `1,284.20`. `value` is finite and not negative. */
export function fixedWithSeparators(value: number, decimals: number): string {
  const [whole = "0", fraction] = value.toFixed(decimals).split(".");
  return fraction === undefined ? groupThousands(whole) : `${groupThousands(whole)}.${fraction}`;
}
