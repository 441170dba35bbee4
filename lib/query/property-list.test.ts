import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rollupFields } from "@/db/rollup-schema";
import { properties } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { bucketStarts } from "@/lib/filters/time-range";
import { estimateDistinct } from "./estimate-distinct";
import { listProperties, listPropertyNames } from "./list-properties";
import { propertyUsage } from "./property-usage";
import { insertRequests, type TestRequest } from "./test-data";
import { valuePlaces } from "./value-places";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 2, hour));
const range = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-08T00:00:00Z") };

async function openProject(requests: TestRequest[]) {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database, "UTC");
  await insertRequests(database, id, requests);
  return { database, project: { id, timeZone: "UTC" } };
}

test("the list says cost and course of each property, pinned ones first, hidden ones not at all", async () => {
  const fillers = Array.from({ length: 16 }, (_, index): [string, string] => [`k${index}`, "x"]);
  const context = await openProject([
    { at: at(1), properties: fillers, cost: 5 },
    {
      at: at(30),
      properties: [
        ["k0", "y"],
        ["late", "a"],
      ],
      cost: 7,
    },
    {
      at: at(30),
      properties: [
        ["k0", "y"],
        ["late", "b"],
      ],
      cost: null,
    },
    { at: at(30), properties: [["k2", "y"]], cost: null },
  ]);
  const { database } = context;
  await database.update(properties).set({ pinnedAt: new Date() }).where(eq(properties.key, "k1"));
  await database.update(properties).set({ hiddenAt: new Date() }).where(eq(properties.key, "k3"));
  const found = await listProperties(context, { filter: null, range });
  expect(found.slice(0, 2).map(({ key, pinned }) => [key, pinned])).toEqual([
    ["k1", true],
    ["k0", false],
  ]);
  expect(found.map(({ key }) => key)).not.toContain("k3");
  expect((await listPropertyNames(context)).map(({ key }) => key)).not.toContain("k3");
  const of = (key: string) => found.find((each) => each.key === key);
  expect(of("k0")).toMatchObject({ requests: 3, coverage: 0.75, cost: 12e-9, values: 2, estimated: false });
  expect(of("k0")?.points).toEqual([0, 1, 2, 0, 0, 0, 0]);
  expect(of("late")).toMatchObject({ requests: 2, cost: 7e-9, values: 2, points: [0, 0, 2, 0, 0, 0, 0] });
  expect(of("k2")).toMatchObject({ requests: 2, cost: 5e-9, values: 2, manyValues: false });
});

test("a property that rollups left out is named as one with many values", async () => {
  const context = await openProject([{ at: at(1), properties: [["trace", "1"]] }]);
  const [row] = await context.database.select().from(properties);
  const left = { projectId: context.project.id, fieldId: row?.id ?? 0, state: "none" as const };
  await context.database.insert(rollupFields).values({ ...left, reason: "5000 values", seenAt: at(1) });
  expect(await listProperties(context, { filter: null, range })).toMatchObject([{ key: "trace", manyValues: true }]);
});

test("a sample of everything counts what is there, and says that it is an estimate", async () => {
  const fillers = Array.from({ length: 16 }, (_, index): [string, string] => [`k${index}`, "x"]);
  const calls = Array.from({ length: 30 }, (_, index): TestRequest => {
    return { at: at(index), properties: [...fillers, ["late", `v${index % 3}`]], cost: 2, user: `u${index % 2}` };
  });
  const context = await openProject(calls);
  const list = [
    { key: "k0", leftOut: true },
    { key: "late", leftOut: false },
  ];
  const buckets = bucketStarts(range, "day", "UTC");
  const input = { properties: list, filter: parseFilterText("user:u0"), range, buckets, total: 15, countedUpTo: 10 };
  const usage = await propertyUsage(context, input);
  const points = new Map([
    [1, 12],
    [2, 3],
  ]);
  expect(usage.get("k0")).toEqual({ requests: 15, cost: 30, values: 1, estimated: true, points });
  expect(usage.get("late")).toEqual({ requests: 15, cost: 30, values: 3, estimated: true, points });
});

test("an estimate of different values is exact for all rows and lies between what was seen and what there is", () => {
  const counts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 100 }), (times, factor) => {
      const sample = times.reduce((sum, count) => sum + count, 0);
      const seen = { sample, values: times.length, once: times.filter((count) => count === 1).length };
      expect(estimateDistinct({ ...seen, whole: sample })).toBe(times.length);
      const guess = estimateDistinct({ ...seen, whole: sample * factor });
      expect(guess).toBeGreaterThanOrEqual(times.length);
      expect(guess).toBeLessThanOrEqual(sample * factor);
    }),
  );
  expect(estimateDistinct({ sample: 0, values: 0, once: 0, whole: 0 })).toBe(0);
});

test("a value keeps its place in the colour scale, whatever comes later", async () => {
  const plans = Array.from({ length: 14 }, (_, index) => `plan-${index}`);
  const context = await openProject(plans.map((plan) => ({ at: at(1), properties: [["plan", plan]] })));
  const places = await valuePlaces(context, "property:plan", plans);
  expect(plans.slice(0, 10).map((plan) => places.get(plan))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const plan of plans) {
    expect(places.get(plan)).toBeLessThan(10);
    expect(await valuePlaces(context, "property:plan", [plan])).toEqual(new Map([[plan, places.get(plan)]]));
  }
  // Without a slot there is no code, but the place is as steady.
  const unknown = await valuePlaces(context, "property:nowhere", ["a", "b"]);
  expect(await valuePlaces(context, "property:nowhere", ["b"])).toEqual(new Map([["b", unknown.get("b")]]));
});
