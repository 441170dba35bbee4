import fc from "fast-check";
import { expect, test } from "vitest";
import { type Filter, parseFilter } from "./filter";
import { formatFilter } from "./filter-text";
import { parseFilterText } from "./parse-filter-text";
import { anyFilter } from "./test-filters";
import { FilterTextError } from "./text-scanner";

test("every filter survives being written and read", () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(parseFilterText(formatFilter(filter))).toEqual(filter);
    }),
  );
});

test("a filter survives the URL", () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      const params = new URLSearchParams({ filter: formatFilter(filter) });
      expect(parseFilterText(new URLSearchParams(params.toString()).get("filter") ?? "")).toEqual(filter);
    }),
  );
});

const is = (field: string, ...values: string[]): Filter => parseFilter({ field, op: "is", values });

test.each<[string, unknown]>([
  ["", null],
  ["  ", null],
  ["model:gpt*", { field: "model", op: "starts_with", values: ["gpt"] }],
  ["model:*mini*,*nano*", { field: "model", op: "contains", values: ["mini", "nano"] }],
  ["property:User_Type:paid", is("property:user-type", "paid")],
  ['property:"User Type":paid', is("property:user-type", "paid")],
  ['property:"a:b":"x, y"', is("property:a:b", "x, y")],
  ["property:__proto__:x", is("property:--proto--", "x")],
  ["property:status:ok", is("property:status", "ok")],
  ["property:url:https://a.b/c?d=e", is("property:url", "https://a.b/c?d=e")],
  ['user:""', is("user", "")],
  ["user:*", { field: "user", op: "is_set", values: [] }],
  ["-user:*", { field: "user", op: "is_unset", values: [] }],
  ["-status:2xx,404", { field: "status", op: "is_not", values: ["2xx", "404"] }],
  ["NOT status:2xx", { not: is("status", "2xx") }],
  ["cost>0.01", { field: "cost", op: "gt", values: [0.01] }],
  [
    "cost>=1e-7 latency<500",
    {
      and: [
        { field: "cost", op: "gte", values: [1e-7] },
        { field: "latency", op: "lt", values: [500] },
      ],
    },
  ],
  ["input_tokens=1,2", { field: "input_tokens", op: "eq", values: [1, 2] }],
  ["user:1 model:x OR model:y", { or: [{ and: [is("user", "1"), is("model", "x")] }, is("model", "y")] }],
  ["user:1 AND (model:x OR model:y)", { and: [is("user", "1"), { or: [is("model", "x"), is("model", "y")] }] }],
  ["model:OR OR model:NOT", { or: [is("model", "OR"), is("model", "NOT")] }],
])("reads %s", (text, filter) => {
  expect(parseFilterText(text)).toEqual(filter);
});

test.each<[string, number]>([
  ["colour:red", 0],
  ["model:x colour:red", 8],
  ["model", 5],
  ["model:", 6],
  ["model:x,", 8],
  ['user:"abc', 5],
  ["(model:x", 0],
  ["model:x)", 7],
  ["cost:5", 5],
  ["cost>abc", 5],
  ["cost>1,2", 0],
  ["-cost>1", 0],
  ["-model:x*", 7],
  ["model:*x", 6],
  ["model:x,*y*", 6],
  ["status:abc", 0],
  ["status:600", 0],
  ["property::x", 9],
  ["model:x OR", 10],
  ["NOT", 3],
  ["toString:x", 0],
  ["(".repeat(50), 9],
  ["NOT ".repeat(50), 35],
])("refuses %s at %i", (text, position) => {
  const read = () => parseFilterText(text);
  expect(read).toThrow(FilterTextError);
  expect(read).toThrow(expect.objectContaining({ position }));
});
