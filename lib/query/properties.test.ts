import { expect, test } from "vitest";
import { storedKey, storedValue } from "@/db/stored-property";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { propertyField } from "@/lib/filters/fields";
import { parseFilter } from "@/lib/filters/filter";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { listProperties } from "./list-properties";
import { propertyOverTime } from "./property-over-time";
import { propertySummary } from "./property-summary";
import { propertyTable } from "./property-table";
import { propertyValues } from "./property-values";
import { insertRequests, type TestRequest } from "./test-data";
import type { Dimension } from "./types";

const day = (date: string, hour = "12:00") => new Date(`2026-11-${date}T${hour}:00Z`);
const range = { from: new Date("2026-10-31T04:00:00Z"), to: new Date("2026-11-04T05:00:00Z") };

async function openProject(requests: TestRequest[], timeZone = "America/New_York") {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database, timeZone);
  await insertRequests(database, id, requests);
  return { database, project: { id, timeZone } };
}

test("a chart's buckets are local days, empty ones included; Other and Untagged stand beside the top values", async () => {
  const tagged = (plan: string, at: Date, cost: number): TestRequest => ({ at, properties: [["plan", plan]], cost });
  const context = await openProject([
    tagged("a", day("01", "03:59"), 5), // still October 31 in New York
    tagged("a", day("01", "04:00"), 4), // the day with 25 hours begins
    tagged("b", day("02", "04:59"), 3), // and ends
    tagged("c", day("02", "05:00"), 2),
    tagged("d", day("02", "05:00"), 1),
    { at: day("02"), cost: 7 },
    { at: day("02"), cost: null },
  ]);
  const chart = await propertyOverTime(context, {
    field: "property:plan",
    metric: "cost",
    filter: null,
    range,
    top: 2,
  });
  expect(chart.granularity).toBe("day");
  expect(chart.buckets.map((start) => start.toISOString())).toEqual([
    "2026-10-31T04:00:00.000Z",
    "2026-11-01T04:00:00.000Z",
    "2026-11-02T05:00:00.000Z",
    "2026-11-03T05:00:00.000Z",
  ]);
  const nano = (value: number | null) => value && Math.round(value * 1e9);
  expect(chart.series.map(({ kind, value, points, total }) => [kind, value, points.map(nano), nano(total)])).toEqual([
    ["value", "a", [5, 4, 0, 0], 9],
    ["value", "b", [0, 3, 0, 0], 3],
    ["other", null, [0, 0, 3, 0], 3],
    ["untagged", null, [0, 0, 7, 0], 7],
  ]);
  expect(chart.otherValues).toBe(2);
  const latency = await propertyOverTime(context, {
    field: "property:plan",
    metric: "latency_avg",
    filter: null,
    range,
  });
  expect(latency.series[0]?.points).toContain(null);
  const weeks = await propertyOverTime(context, {
    ...{ field: "property:plan", metric: "cost", filter: null, range, top: 2 },
    granularity: "week",
    compare: { now: day("03", "00:00") },
  });
  expect(weeks.buckets.map((start) => start.toISOString())).toEqual([
    "2026-10-26T04:00:00.000Z",
    "2026-11-02T05:00:00.000Z",
  ]);
  expect(weeks.series.map(({ points }) => points.map(nano))).toEqual([
    [9, 0],
    [3, 0],
    [0, 3],
    [0, 7],
  ]);
  // The first week began before the range: its ghost is cut alike, the running one has a whole week behind it.
  expect(weeks.previous?.points.map((points) => points.map(nano))).toEqual([
    [0, 9],
    [0, 3],
    [0, 0],
    [0, 0],
  ]);
  expect(chart.overall).toBeNull();
});

test("a chart of what does not add up shows the most used values, and the figure of all requests", async () => {
  const call = (plan: string, latencyMs: number): TestRequest => ({
    at: day("02"),
    properties: [["plan", plan]],
    latencyMs,
  });
  const context = await openProject([call("usual", 10), call("usual", 20), call("outlier", 9000)]);
  const input = { field: "property:plan", metric: "latency_avg", filter: null, range, top: 1 } as const;
  const chart = await propertyOverTime(context, input);
  expect(chart.series.map(({ kind, value, total }) => [kind, value, total])).toEqual([
    ["value", "usual", 15],
    ["other", null, 9000],
  ]);
  expect(chart.overall).toEqual([null, null, 3010, null]);
});

test("cards of nothing are nothing, cards of unpriced requests are unpriced", async () => {
  const context = await openProject([{ at: day("02"), cost: null, latencyMs: 50, status: 500 }]);
  expect(await propertySummary(context, { filter: null, range })).toEqual({
    requests: 1,
    cost: null,
    unpriced: 1,
    latencyAvg: 50,
    errors: 1,
    errorRate: 1,
  });
  expect(await propertySummary(context, { filter: parseFilterText("user:nobody"), range })).toEqual({
    requests: 0,
    cost: 0,
    unpriced: 0,
    latencyAvg: null,
    errors: 0,
    errorRate: null,
  });
});

test("the table sorts, searches, and says what its limit left out", async () => {
  const plans = ["free", "free", "free", "pro", "pro", "team", ""];
  const context = await openProject([
    ...plans.map(
      (plan, index): TestRequest => ({
        at: day("02"),
        properties: [["plan", plan]],
        cost: 10 ** index,
        latencyMs: index,
      }),
    ),
    { at: day("02"), cost: 0 },
  ]);
  const input = { field: "property:plan", filter: null, range, search: "", limit: 10 } as const;
  const byRequests = await propertyTable(context, { ...input, sort: "requests", direction: "desc" });
  expect(byRequests.rows.map(({ kind, value, requests }) => [kind, value, requests])).toEqual([
    ["value", "free", 3],
    ["value", "pro", 2],
    ["value", "", 1],
    ["value", "team", 1],
    ["untagged", null, 1],
  ]);
  expect(byRequests.rows[0]).toMatchObject({ requestShare: 3 / 8, latencyAvg: 1, latencyP95: 2, inputTokens: 30 });
  const shares = byRequests.rows.reduce((sum, row) => sum + (row.costShare ?? 0), 0);
  expect(shares).toBeCloseTo(1, 12);
  expect(byRequests.totals).toMatchObject({ requests: 8, inputTokens: 80, latencyP95: expect.any(Number) });
  const byName = await propertyTable(context, { ...input, sort: "value", direction: "asc", limit: 2 });
  expect(byName.rows.map(({ kind, value, requests }) => [kind, value, requests])).toEqual([
    ["value", "", 1],
    ["value", "free", 3],
    ["other", null, 3],
    ["untagged", null, 1],
  ]);
  expect(byName.values).toBe(4);
  const found = await propertyTable(context, { ...input, sort: "cost", direction: "desc", search: "R" });
  expect(found.rows.map(({ value }) => value)).toEqual(["pro", "free"]);
});

test("coverage counts what carries a property, in a slot or beyond the sixteenth", async () => {
  const fillers = Array.from({ length: 15 }, (_, index): [string, string] => [`k${index}`, "x"]);
  const context = await openProject([
    { at: day("02"), properties: [["plan", "a"], ...fillers, ["late", "x"]] },
    {
      at: day("02"),
      properties: [
        ["plan", "b"],
        ["late", "x"],
      ],
    },
    {
      at: day("02"),
      properties: [
        ["late", "y"],
        ["__proto__", "z"],
      ],
    },
    { at: day("02") },
    { at: new Date("2026-12-24T00:00:00Z"), properties: [["seasonal", "x"]] },
  ]);
  const found = new Map((await listProperties(context, { filter: null, range })).map((each) => [each.key, each]));
  expect(found.get("plan")).toMatchObject({ displayName: "Plan", requests: 2, coverage: 0.5, values: 2 });
  expect(found.get("late")).toMatchObject({ requests: 3, coverage: 0.75, values: 2 });
  expect(found.get("__proto__")).toMatchObject({ requests: 1, values: 1 });
  expect(found.get("seasonal")).toMatchObject({ requests: 0, coverage: 0, values: 0 });
});

test("an endless key finds what is stored under its short form", async () => {
  const key = `${"k".repeat(400)}-1`;
  const context = await openProject([
    { at: day("02"), properties: [[storedKey(key), "a"]] },
    { at: day("02"), properties: [[storedKey(`${key}2`), "b"]] },
    { at: day("02") },
  ]);
  const filter = parseFilterText(`property:${key}:a`);
  expect((await propertySummary(context, { filter, range })).requests).toBe(1);
  const found = await listProperties(context, { filter, range });
  expect(found.map(({ requests }) => requests)).toEqual([1, 0]);
  const input = { field: propertyField(key), filter: null, range, search: "", limit: 10 };
  expect(await propertyValues(context, input)).toEqual({ values: [{ value: "a", requests: 1 }], truncated: false });
});

test("a value longer than what is kept of it finds what was kept", async () => {
  const sent = `${"x".repeat(1023)}😀 and more`;
  const stored = storedValue(sent).value;
  const context = await openProject([{ at: day("02"), properties: [["plan", stored]] }, { at: day("02") }]);
  const filter = parseFilter({ field: "property:plan", op: "is", values: [sent] });
  expect((await propertySummary(context, { filter, range })).requests).toBe(1);
});

test("how calls ended is suggested, counted and grouped by like any value", async () => {
  const context = await openProject([
    { at: day("02"), finishReason: "stop", country: "DE", stream: true, feedback: true },
    { at: day("02"), finishReason: "stop", country: "US", stream: true, feedback: false },
    { at: day("02"), finishReason: "length", error: "overloaded", feedback: false, properties: [["country", "own"]] },
  ]);
  const values = async (field: Dimension, search = "", text = "") => {
    const filter = parseFilterText(text);
    const found = await propertyValues(context, { field, filter, range, search, limit: 10 });
    return found.values.map(({ value, requests }) => [value, requests]);
  };
  expect(await values("finish_reason")).toEqual([
    ["stop", 2],
    ["length", 1],
  ]);
  expect(await values("finish_reason", "LEN", "feedback:bad")).toEqual([["length", 1]]);
  expect(await values("feedback", "", "-country:DE")).toEqual([["bad", 1]]);
  expect(await values("stream")).toEqual([
    ["yes", 2],
    ["no", 1],
  ]);
  expect(await values("error")).toEqual([["overloaded", 1]]);
  expect(await values("country", "", "property:country:own")).toEqual([]);
  expect(await values("property:country")).toEqual([["own", 1]]);
});

test("suggestions leave out the field's own condition only", async () => {
  const context = await openProject([
    { at: day("02"), properties: [["plan", "free"]], user: "ada", status: 404 },
    { at: day("02"), properties: [["plan", "pro"]], user: "ada" },
    { at: day("02"), properties: [["plan", "pro"]], user: "bob" },
  ]);
  const filter = parseFilterText("property:plan:free user:ada NOT status:5xx");
  const input = { filter, range, search: "", limit: 10 };
  expect(await propertyValues(context, { ...input, field: "property:plan" })).toEqual({
    values: [
      { value: "free", requests: 1 },
      { value: "pro", requests: 1 },
    ],
    truncated: false,
  });
  expect((await propertyValues(context, { ...input, field: "user" })).values).toEqual([{ value: "ada", requests: 1 }]);
  expect((await propertyValues(context, { ...input, field: "status", search: "4" })).values).toEqual([
    { value: "404", requests: 1 },
  ]);
  expect((await propertyValues(context, { ...input, field: "property:plan", search: "PR" })).values).toEqual([
    { value: "pro", requests: 1 },
  ]);
  expect(await propertyValues(context, { ...input, field: "property:never" })).toEqual({
    values: [],
    truncated: false,
  });
});
