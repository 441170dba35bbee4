import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PropertyOverTime } from "@/lib/query/property-over-time";
import type { PropertyTableRow } from "@/lib/query/property-table";
import { chartData, isEmpty } from "./chart-data";
import { arrange, tableEntries } from "./table-entries";
import { valueColors } from "./value-colors";

const day = 86_400_000;
const start = Date.UTC(2026, 10, 18);

function answer(series: PropertyOverTime["series"], overall: PropertyOverTime["overall"] = null): PropertyOverTime {
  const buckets = [0, 1, 2].map((index) => new Date(start + index * day));
  return {
    granularity: "day",
    timeZone: "UTC",
    buckets,
    range: { from: new Date(start), to: new Date(start + 3 * day) },
    previous: null,
    series,
    otherValues: 4,
    overall,
  };
}

describe("chart data", () => {
  it("adds dollars without float drift and marks the bucket that is running", () => {
    const data = chartData(
      answer([
        { kind: "value", value: "", points: [0.1, 0, 0], total: 0.1 },
        { kind: "other", value: null, points: [0.2, null, 0], total: 0.2 },
        { kind: "untagged", value: null, points: [0, 0, 0], total: 0 },
      ]),
      "cost",
      new Map([["", 0]]),
      start + 2.5 * day,
    );
    expect(data.series.map(({ label }) => label)).toEqual(["(empty)", "Other (4)", "Untagged"]);
    expect(data.buckets.map(({ total }) => total)).toEqual([0.3, 0, 0]);
    expect(data.buckets.map(({ running }) => running)).toEqual([false, false, true]);
    expect(isEmpty(data)).toBe(false);
  });

  it("keeps gaps, and takes the figure of all requests where the series do not add up", () => {
    const series = [{ kind: "value" as const, value: "a", points: [900, null, null], total: 900 }];
    const data = chartData(answer(series, [700, null, null]), "latency_avg", new Map(), start + day);
    expect(data.additive).toBe(false);
    expect(data.buckets.map(({ values }) => values[0])).toEqual([900, null, null]);
    expect(data.buckets.map(({ total }) => total)).toEqual([700, null, null]);
    expect(data.totalLabel).toBe("All requests");
  });
});

it("gives every shown value its own colour, and the place it has everywhere unless an older one holds it", () => {
  const places = fc.uniqueArray(fc.tuple(fc.string(), fc.integer({ min: 0, max: 9 })), {
    maxLength: 10,
    selector: ([value]) => value,
  });
  fc.assert(
    fc.property(places, (wanted) => {
      const colors = valueColors(new Map(wanted));
      expect(colors.size).toBe(wanted.length);
      expect(new Set(colors.values()).size).toBe(wanted.length);
      for (const [index, [value, place]] of wanted.entries()) {
        const older = wanted.slice(0, index).map(([each]) => colors.get(each));
        if (!older.includes(place)) expect(colors.get(value)).toBe(place);
      }
    }),
  );
});

describe("table of values", () => {
  const row = (
    value: string | null,
    cost: number | null,
    kind: PropertyTableRow["kind"] = "value",
  ): PropertyTableRow => ({
    kind,
    value,
    requests: 10,
    requestShare: 0.25,
    cost,
    costShare: 0.25,
    costAvg: null,
    unpriced: 0,
    inputTokens: 1,
    outputTokens: 1,
    latencyAvg: 1,
    latencyP50: 1,
    latencyP95: 1,
    latencyP99: 1,
    ttftAvg: null,
    previous: null,
    errors: 0,
    errorRate: 0,
  });
  const rows = [row("beta", 2), row("Alpha", null), row("gamma", 3), row(null, 9, "untagged")];
  const entries = tableEntries(rows, true, { hrefOf: () => null, colorOf: () => "" });
  const order = (sort: string, search = "") => arrange(entries, sort, search).map((entry) => entry.row.value);

  it("sorts by any figure, unknown ones after the known, untagged last", () => {
    expect(order("-cost")).toEqual(["gamma", "beta", "Alpha", null]);
    expect(order("cost")).toEqual(["beta", "gamma", "Alpha", null]);
    expect(order("value")).toEqual(["Alpha", "beta", "gamma", null]);
    expect(order("__proto__")).toEqual(order("-cost"));
  });

  it("finds values whatever their case, and only values", () => {
    expect(order("-cost", "ALP")).toEqual(["Alpha"]);
    expect(order("-cost", "untagged")).toEqual([]);
  });

  it("shows shares that add up, none where nothing is priced", () => {
    expect(entries.map(({ requestShare }) => requestShare)).toEqual(["25.0 %", "25.0 %", "25.0 %", "25.0 %"]);
    expect(entries.map(({ costShare }) => costShare)).toEqual(["14.3 %", null, "21.4 %", "64.3 %"]);
  });
});
