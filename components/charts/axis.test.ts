import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeTicks } from "./time-axis";
import { valueAxis } from "./value-axis";

describe("value axis", () => {
  it.each([
    [0, "count", ["0", "1"]],
    [3, "count", ["0", "1", "2", "3"]],
    [9, "count", ["0", "5", "10"]],
    [1_240, "count", ["0", "500", "1,000", "1,500"]],
    [90_000, "count", ["0", "25 K", "50 K", "75 K", "100 K"]],
    [240_000_000, "usd", ["$0", "$100 M", "$200 M", "$300 M"]],
    [0.0042, "usd", ["$0.000", "$0.002", "$0.004", "$0.006"]],
    [1, "usd", ["$0.00", "$0.25", "$0.50", "$0.75", "$1.00"]],
    [842, "ms", ["0 ms", "250 ms", "500 ms", "750 ms", "1,000 ms"]],
    [3_410, "ms", ["0 s", "1 s", "2 s", "3 s", "4 s"]],
    [0.032, "share", ["0 %", "1 %", "2 %", "3 %", "4 %"]],
    [1, "share", ["0 %", "25 %", "50 %", "75 %", "100 %"]],
  ] as const)("to %d %s", (maximum, unit, labels) => expect(valueAxis(maximum, unit).labels).toEqual(labels));

  it("covers the maximum in few, even, differently labelled steps", () => {
    const unit = fc.constantFrom("count", "usd", "ms", "share" as const);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e15, noNaN: true }), unit, (maximum, of) => {
        const { ticks, labels } = valueAxis(maximum, of);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(maximum * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(new Set(labels).size).toBe(labels.length);
      }),
    );
  });
});

describe("time axis", () => {
  const hour = 3_600_000;
  const from = (start: number, count: number, step: number) =>
    Array.from({ length: count }, (_, i) => start + i * step);

  it("labels round hours of the zone", () => {
    const day = from(Date.UTC(2026, 0, 5, 22), 24, hour);
    const ticks = timeTicks(day, "hour", "Europe/Berlin");
    expect(ticks.map((tick) => (new Date(tick).getUTCHours() + 1) % 24)).toEqual([0, 3, 6, 9, 12, 15, 18, 21]);
  });

  it("labels Mondays in a month of days and firsts in a year", () => {
    const month = from(Date.UTC(2026, 0, 1), 30, 24 * hour);
    expect(timeTicks(month, "day", "UTC").map((tick) => new Date(tick).getUTCDay())).toEqual([1, 1, 1, 1]);
    const year = from(Date.UTC(2026, 0, 1), 365, 24 * hour);
    expect(timeTicks(year, "day", "UTC").map((tick) => new Date(tick).getUTCMonth())).toEqual([0, 3, 6, 9]);
  });
});
