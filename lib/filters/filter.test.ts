import fc from "fast-check";
import { expect, test } from "vitest";
import { allOf, conjuncts, parseFilter } from "./filter";
import { FilterError, formatPath } from "./filter-error";
import { anyFilter } from "./test-filters";

const paid = { field: "property:plan", op: "is", values: ["paid"] };

function pathOf(input: unknown): string {
  try {
    parseFilter(input);
  } catch (error) {
    if (error instanceof FilterError) return formatPath(["filter", ...error.path]);
    throw error;
  }
  return "accepted";
}

test.each<[unknown, string]>([
  [null, "filter"],
  ["x", "filter"],
  [{}, "filter.field"],
  [{ and: [] }, "filter.and"],
  [{ and: [paid, { ...paid, op: "like" }] }, "filter.and[1].op"],
  [{ not: { or: [paid, { ...paid, values: [1] }] } }, "filter.not.or[1].values[0]"],
  [{ ...paid, field: "colour" }, "filter.field"],
  [{ ...paid, field: "__proto__" }, "filter.field"],
  [{ ...paid, field: "constructor" }, "filter.field"],
  [{ ...paid, field: "property:  " }, "filter.field"],
  [{ ...paid, values: "paid" }, "filter.values"],
  [{ ...paid, values: [] }, "filter.values"],
  [{ ...paid, values: ["a\0b"] }, "filter.values[0]"],
  [{ ...paid, values: ["\ud800"] }, "filter.values[0]"],
  [{ ...paid, op: "is_set" }, "filter.values"],
  [{ ...paid, extra: 1 }, "filter.extra"],
  [{ and: [paid], or: [paid] }, "filter.or"],
  [{ field: "cost", op: "gt", values: [1, 2] }, "filter.values"],
  [{ field: "cost", op: "gt", values: ["1"] }, "filter.values[0]"],
  [{ field: "cost", op: "is", values: [1] }, "filter.op"],
  [{ field: "status", op: "is", values: ["2x"] }, "filter.values[0]"],
  [{ field: "status", op: "is", values: [200] }, "filter.values[0]"],
])("refuses %j and says where", (input, path) => {
  expect(pathOf(input)).toBe(path);
});

test("depth and size are bounded", () => {
  const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => ({ not: inner }), paid);
  expect(() => parseFilter(deep)).toThrow(FilterError);
  expect(() => parseFilter({ and: Array.from({ length: 51 }, () => paid) })).toThrow(FilterError);
  expect(() => parseFilter({ ...paid, values: Array.from({ length: 201 }, () => "x") })).toThrow(FilterError);
});

test("what means the same becomes the same", () => {
  const canonical = { field: "property:user-type", op: "is", values: ["free"] };
  for (const field of ["property:User_Type", "property: user type ", "property:USER-TYPE"]) {
    expect(parseFilter({ and: [{ and: [{ not: { not: { ...canonical, field } } }] }] })).toEqual(canonical);
  }
  expect(parseFilter({ field: "user", op: "is_set" })).toEqual({ field: "user", op: "is_set", values: [] });
});

test("parsing twice changes nothing", () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(parseFilter(filter)).toEqual(filter);
    }),
  );
});

test("chips are the conjuncts, and put together they are the filter", () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(allOf(conjuncts(filter))).toEqual(filter);
    }),
  );
  expect(allOf([])).toBeNull();
});
