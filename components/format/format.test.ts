import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCount, formatCountCompact } from "./count";
import { formatLatency, formatMilliseconds } from "./latency";
import { formatMoney, formatMoneyCompact, formatMoneyExact, formatPrice } from "./money";
import { quoteName } from "./quote-name";
import { formatRate, formatShares, shareTenths } from "./share";

const readMoney = (text: string) => Number(text.replace(/[$,]/g, ""));

it("quotes a name short, and without turning round the words beside it", () => {
  expect(quoteName("spellcheck")).toBe("spellcheck");
  expect(quoteName("👍".repeat(70))).toBe(`${"👍".repeat(60)}…`);
  expect(quoteName("قيمة")).toBe("\u2068قيمة\u2069");
  expect(quoteName("\u202eevil")).toBe("\u2068\u202eevil\u2069");
});

describe("money", () => {
  it.each([
    [0, "$0.00"],
    [1284.2, "$1,284.20"],
    [1_234_567.891, "$1,234,567.89"],
    [1, "$1.00"],
    [0.99996, "$1.00"],
    [0.9999, "$0.9999"],
    [0.0214, "$0.0214"],
    [0.01, "$0.0100"],
    [0.00999, "$0.0100"],
    [0.0099, "$0.0099"],
    [0.00042, "$0.00042"],
    [0.0000425, "$0.000043"],
    [0.0000996, "$0.00010"],
    [0.000001, "$0.0000010"],
    [0.000000999, "<$0.000001"],
    [2.5e-10, "<$0.000001"],
  ])("%d dollars is %s", (value, text) => expect(formatMoney(value)).toBe(text));

  it("never shows zero for something that cost money, and stays within what its digits promise", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e9, noNaN: true }), (dollars) => {
        const text = formatMoney(dollars);
        if (text === "<$0.000001") {
          expect(dollars).toBeLessThan(0.000001);
          return;
        }
        const tolerance = dollars < 0.00995 ? dollars * 0.05 : dollars >= 0.99995 ? 0.00501 : 0.0000501;
        expect(readMoney(text)).toBeGreaterThan(0);
        expect(Math.abs(readMoney(text) - dollars)).toBeLessThanOrEqual(tolerance + dollars * 1e-9);
      }),
    );
  });

  it.each([
    [0, "$0.00"],
    [0.3, "$0.30"],
    [0.30000000000000004, "$0.30"],
    [0.0375, "$0.0375"],
    [3.125, "$3.125"],
    [15, "$15.00"],
    [1200, "$1,200.00"],
    [0.00001, "$0.000010"],
  ])("a price of %d dollars is %s, as lists write it", (price, text) => expect(formatPrice(price)).toBe(text));

  it("is short in a card when it would not fit", () => {
    expect(formatMoneyCompact(9_999_999.99)).toBe("$9,999,999.99");
    expect(formatMoneyCompact(2_193_827_140.75)).toBe("$2.19 B");
  });

  it("keeps every digit in the exact form", () => {
    expect(formatMoneyExact(0)).toBe("$0.00");
    expect(formatMoneyExact(0.000420125)).toBe("$0.000420125");
    expect(formatMoneyExact(1284.2)).toBe("$1,284.20");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (value) => {
        const [whole = "", fraction = ""] = formatMoneyExact(value / 1e9)
          .replace(/[$,]/g, "")
          .split(".");
        expect(BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"))).toBe(BigInt(value));
      }),
    );
  });
});

describe("latency", () => {
  it.each([
    [0, "0 ms"],
    [0.2, "<1 ms"],
    [842, "842 ms"],
    [999.6, "1.00 s"],
    [3_412, "3.41 s"],
    [59_994, "59.99 s"],
    [59_996, "1 min 0 s"],
    [125_000, "2 min 5 s"],
    [3_600_000, "1 h 0 min"],
    [4_320_000, "1 h 12 min"],
  ])("%d ms is %s", (value, text) => expect(formatLatency(value)).toBe(text));

  it("has an exact form", () => expect(formatMilliseconds(3_412.4)).toBe("3,412 ms"));
});

describe("counts", () => {
  it.each([
    [0, "0", "0"],
    [999, "999", "999"],
    [9_999, "9,999", "9,999"],
    [12_345, "12,345", "12.3 K"],
    [123_456, "123,456", "123 K"],
    [999_600, "999,600", "1.00 M"],
    [1_240_331, "1,240,331", "1.24 M"],
    [3_400_000_000, "3,400,000,000", "3.40 B"],
  ])("%d is %s in a table and %s in a card", (value, table, card) => {
    expect(formatCount(value)).toBe(table);
    expect(formatCountCompact(value)).toBe(card);
  });
});

describe("shares", () => {
  it("adds up to 100.0 for any parts, each within a tenth of the truth", () => {
    const parts = fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(parts, (values) => {
        const total = values.reduce((sum, value) => sum + value, 0);
        const tenths = shareTenths(values);
        expect(tenths.reduce((sum, value) => sum + value, 0)).toBe(total === 0 ? 0 : 1000);
        for (const [index, value] of values.entries()) {
          if (total > 0) expect(Math.abs((tenths[index] ?? 0) - (value / total) * 1000)).toBeLessThan(1 + 1e-9);
        }
      }),
    );
  });

  it("reads as people write it", () => {
    expect(formatShares([1, 1, 1])).toEqual(["33.4 %", "33.3 %", "33.3 %"]);
    expect(formatShares([9_999_999, 1])).toEqual(["100.0 %", "<0.1 %"]);
    expect(formatShares([0, 0])).toEqual(["0.0 %", "0.0 %"]);
  });

  it("never rounds some to none or most to all", () => {
    expect(formatRate(0)).toBe("0.0 %");
    expect(formatRate(0.0001)).toBe("<0.1 %");
    expect(formatRate(0.124)).toBe("12.4 %");
    expect(formatRate(0.99999)).toBe(">99.9 %");
    expect(formatRate(1)).toBe("100.0 %");
  });
});
