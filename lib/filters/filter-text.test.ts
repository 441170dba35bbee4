import fc from "fast-check";
import { expect, test } from "vitest";
import { isPropertyField, propertyKey } from "./fields";
import { type Filter, isLeaf, type Leaf, parseFilter } from "./filter";
import { formatFilter, formatFilterShort } from "./filter-text";
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

test("every filter survives being shown and typed, with short names and units", () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      const keys = new Set(
        leavesOf(filter).flatMap(({ field }) => (isPropertyField(field) ? [propertyKey(field)] : [])),
      );
      expect(parseFilterText(formatFilterShort(filter, keys), keys)).toEqual(filter);
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
  ["-model:gpt*", { field: "model", op: "not_starts_with", values: ["gpt"] }],
  ["-model:*mini*", { field: "model", op: "not_contains", values: ["mini"] }],
  ["model~gpt-[45]", { field: "model", op: "matches", values: ["gpt-[45]"] }],
  ['-model~"^(a|b)$"', { field: "model", op: "not_matches", values: ["^(a|b)$"] }],
  ["latency>2s", { field: "latency", op: "gt", values: [2000] }],
  ["latency<=1.1s", { field: "latency", op: "lte", values: [1100] }],
  ["ttft<1.5min", { field: "ttft", op: "lt", values: [90_000] }],
  ["cost>=1c", { field: "cost", op: "gte", values: [0.01] }],
  ["cost>=1.1¢", { field: "cost", op: "gte", values: [0.011] }],
  ["cost:>$0.01", { field: "cost", op: "gt", values: [0.01] }],
  ["total_tokens>10k", { field: "total_tokens", op: "gt", values: [10_000] }],
  ["cost_cache_read>=1c", { field: "cost_cache_read", op: "gte", values: [0.01] }],
  ["reasoning_tokens>1k", { field: "reasoning_tokens", op: "gt", values: [1000] }],
  ["finish_reason:length -error:*rate*", { and: [is("finish_reason", "length"), parseFilterText("-error:*rate*")] }],
  ["-feedback:bad", { field: "feedback", op: "is_not", values: ["bad"] }],
  ["stream:yes -feedback:*", { and: [is("stream", "yes"), { field: "feedback", op: "is_unset", values: [] }] }],
  ["country:DE property:country:DE", { and: [is("country", "DE"), is("property:country", "DE")] }],
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
  ["environment:production", 0],
  ["model:x (cost>2s)", 14],
  ["latency>2k", 8],
  ["model:x -status>=500", 15],
  ['model~"("', 0],
  ['model~"(a)\\\\1"', 0],
  ["model~gpt(4|5)", 6],
  ["model:*x", 6],
  ["model:x,*y*", 6],
  ["status:abc", 0],
  ["stream:maybe", 0],
  ["feedback:g*", 0],
  ["feedback~good", 8],
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

const KEYS = new Set(["environment", "user-type", "cost", "a b"]);

test.each<[string, unknown]>([
  ["environment:production", is("property:environment", "production")],
  ["Environment:production", is("property:environment", "production")],
  ["user_type:free", is("property:user-type", "free")],
  ['"User Type":free', is("property:user-type", "free")],
  ["cost>1", { field: "cost", op: "gt", values: [1] }],
  ["property:cost:1 environment:*", { and: [is("property:cost", "1"), parseFilterText("property:environment:*")] }],
])("with known properties reads %s", (text, filter) => {
  expect(parseFilterText(text, KEYS)).toEqual(filter);
});

test("shows what people type, and names an unknown property", () => {
  const typed = "environment:production latency>1.5s -user-type:free* property:cost:1";
  expect(formatFilterShort(parseFilterText(typed, KEYS), KEYS)).toBe(typed);
  expect(() => parseFilterText("modle:x", KEYS)).toThrow("unknown field modle: did you mean model?");
  expect(() => parseFilterText("enviroment:x", KEYS)).toThrow("did you mean environment?");
  expect(() => parseFilterText("colour:x", KEYS)).toThrow(/^unknown field colour$/);
});

test("wherever a text cannot be read, the error points into it", () => {
  const pieces = fc.constantFrom(
    "model",
    ":",
    "gpt",
    "*",
    " ",
    "OR",
    "NOT",
    "(",
    ")",
    "cost",
    ">",
    "2s",
    '"',
    ",",
    "-",
    "~",
    "env",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join("");
      try {
        parseFilterText(text);
      } catch (error) {
        if (!(error instanceof FilterTextError)) throw error;
        expect(error.position).toBeGreaterThanOrEqual(0);
        expect(error.position).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 1000 },
  );
});

function leavesOf(filter: Filter): Leaf[] {
  if (isLeaf(filter)) return [filter];
  if ("not" in filter) return leavesOf(filter.not);
  return ("and" in filter ? filter.and : filter.or).flatMap(leavesOf);
}
