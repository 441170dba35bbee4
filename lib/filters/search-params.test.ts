import { expect, test } from "vitest";
import { loadPropertiesParams, rangeParams, readFilter, readTimeRange, requestsHref } from "./search-params";

test("a link from Properties to Requests keeps project, filter and range", () => {
  const params = loadPropertiesParams("?project=demo&filter=-status%3A2xx&range=30d&property=plan&metric=requests");
  const { project, filter, range } = params;
  expect(requestsHref("/requests", { project, range, filter: `${filter} property:plan:pro` })).toBe(
    "/requests?project=demo&filter=-status:2xx+property:plan:pro&range=30d",
  );
});

test("what cannot be read is a problem to show, not a wider result", () => {
  expect(readFilter("colour:red")).toEqual({
    value: null,
    problem: "unknown field colour: a property is written property:colour (at character 1)",
  });
  expect(readFilter("")).toEqual({ value: null, problem: null });
  const from = "2026-11-20T00:00:00Z";
  expect(readTimeRange({ range: "2h", from: "", to: "" }).problem).toBe("unknown range 2h");
  expect(readTimeRange({ range: "", from, to: "" }).problem).not.toBeNull();
  expect(readTimeRange({ range: "", from, to: from }).problem).toBe("from must be before to");
  expect(readTimeRange({ range: "7d", from, to: from }).problem).not.toBeNull();
  // There is no such day: it would be the 2nd of March, and the range another one than was asked for.
  expect(readTimeRange({ range: "", from: "2026-02-30T00:00:00Z", to: from }).problem).not.toBeNull();
  expect(readTimeRange({ range: "", from: "2028-02-29T00:00:00+05:30", to: "2028-03-01T00:00Z" }).problem).toBeNull();
});

test("a range survives the URL", () => {
  const custom = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-02T00:00:00Z") };
  expect(readTimeRange(rangeParams(custom)).value).toEqual(custom);
  expect(readTimeRange(rangeParams({ preset: "7d" })).value).toEqual({ preset: "7d" });
  expect(readTimeRange(rangeParams({ preset: "90d" })).value).toEqual({ preset: "90d" });
});
