import fc from "fast-check";
import { expect, it } from "vitest";
import { excluded, formatLegend, isolated, readLegend, seriesKey, shownBy } from "./legend-choice";

const VALUES = ["", "-", "~other", "a,b", "%2C", "ümlaut", "production"];
const series = [
  ...VALUES.map((value, index) => ({ id: `series-${index}`, key: seriesKey("value", value) })),
  { id: "series-7", key: seriesKey("other", null) },
  { id: "series-8", key: seriesKey("untagged", null) },
];

it("names each series by a key of its own, whatever its value", () => {
  expect(new Set(series.map(({ key }) => key)).size).toBe(series.length);
  expect(seriesKey("value", "production")).toBe("production");
});

it("isolates with a click, shows all with the next, leaves out with alt-click", () => {
  const only = isolated(null, series, "production");
  expect(formatLegend(only)).toBe("production");
  expect([...shownBy(only, series)]).toEqual(["series-6"]);
  expect(isolated(only, series, "production")).toBeNull();
  const without = excluded(excluded(null, series, "~other"), series, "production");
  expect(formatLegend(without)).toBe("-~other,production");
  expect(shownBy(without, series).size).toBe(series.length - 2);
  expect(formatLegend(excluded(without, series, "~other"))).toBe("-production");
  expect(formatLegend(excluded(only, series, "~other"))).toBe("production,~other");
  expect(excluded(only, series, "production")).toBeNull();
});

it("does not heed what is about other series", () => {
  for (const text of ["gone", "", ",", "-", "%", "__proto__"])
    expect(shownBy(readLegend(text), series).size).toBe(series.length);
});

it("stands in an address as it was, after any clicks, and never hides everything", () => {
  const click = fc.tuple(fc.boolean(), fc.constantFrom(...series.map(({ key }) => key)));
  fc.assert(
    fc.property(fc.array(click, { maxLength: 12 }), (clicks) => {
      let choice = readLegend("");
      for (const [exclude, key] of clicks) {
        choice = exclude ? excluded(choice, series, key) : isolated(choice, series, key);
        expect(readLegend(formatLegend(choice))).toEqual(choice);
        expect(shownBy(choice, series).size).toBeGreaterThan(0);
      }
    }),
  );
});
