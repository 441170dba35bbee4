import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import type { Filter } from "@/lib/filters/filter";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { propertyOverTime } from "./property-over-time";
import { propertySummary } from "./property-summary";
import { propertyTable } from "./property-table";
import { runQuery } from "./run-query";
import { insertRequests, type TestRequest } from "./test-data";

const START = new Date("2026-10-23T00:00:00Z");
const DAY = 86_400_000;
const nano = (usd: number | null) => BigInt(Math.round((usd ?? 0) * 1e9));
const total = (costs: (number | null)[]) => costs.reduce((sum, cost) => sum + nano(cost), 0n);

// 20 properties: those beyond the 16th have no slot and live in details.
const FILLERS = Array.from({ length: 18 }, (_, index): [string, string] => [`filler-${index}`, "x"]);

const anyRequest = fc.record({
  at: fc.integer({ min: 0, max: 6 * DAY - 1 }).map((offset) => new Date(START.getTime() + offset)),
  properties: fc
    .tuple(fc.option(fc.integer({ min: 0, max: 11 })), fc.option(fc.integer({ min: 0, max: 11 })))
    .map(([slotted, extra]) => [
      ...(slotted === null ? [] : [["plan", `p${slotted}`] as [string, string]]),
      ...(extra === null ? [] : [["zone", `z${extra}`] as [string, string]]),
    ]),
  cost: fc.option(fc.integer({ min: 0, max: 2_000_000_000 }), { freq: 4 }),
  latencyMs: fc.integer({ min: 0, max: 5000 }),
  status: fc.constantFrom(200, 200, 200, 429, 500),
  outcome: fc.constantFrom("completed", "completed", "cancelled", "interrupted"),
  model: fc.constantFrom("gpt-4o", "claude"),
}) satisfies fc.Arbitrary<TestRequest>;

const anyFilter = fc.constantFrom<Filter | null>(
  null,
  parseFilterText("model:gpt-4o"),
  parseFilterText("-property:plan:p1"),
  parseFilterText("NOT property:plan:p1 cost:*"),
  parseFilterText("property:zone:* OR status:error"),
);

test("cards, chart, table and the REST query agree to the last nano-dollar, untagged and unpriced included", async () => {
  const { database } = await createTestDatabase();
  const timeZone = "America/New_York";
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRequest, { minLength: 1, maxLength: 80 }),
      anyFilter,
      fc.constantFrom("property:plan" as const, "property:zone" as const),
      fc.integer({ min: 1, max: 8 }),
      async (requests, filter, field, days) => {
        const id = await createTestProject(database, timeZone);
        const filler: TestRequest = {
          at: new Date(START.getTime() - DAY),
          properties: [["plan", "p0"], ...FILLERS, ["zone", "z0"]],
        };
        await insertRequests(database, id, [filler, ...requests]);
        const context = { database, project: { id, timeZone } };
        const range = { from: START, to: new Date(START.getTime() + days * DAY) };
        const cards = await propertySummary(context, { filter, range });
        const matching = nano(cards.cost);
        const sort = { sort: "cost", direction: "desc", search: "" } as const;
        for (const limit of [3, 100]) {
          const { rows } = await propertyTable(context, { field, filter, range, ...sort, limit });
          expect(total(rows.map(({ cost }) => cost))).toBe(matching);
          expect(rows.reduce((sum, row) => sum + row.requests, 0)).toBe(cards.requests);
          expect(rows.reduce((sum, row) => sum + row.unpriced, 0)).toBe(cards.unpriced);
          expect(rows.reduce((sum, row) => sum + row.errors, 0)).toBe(cards.errors);
        }
        const chart = await propertyOverTime(context, { field, metric: "cost", filter, range });
        expect(total(chart.series.map((series) => series.total))).toBe(matching);
        expect(total(chart.series.flatMap(({ points }) => points))).toBe(matching);
        const counts = await propertyOverTime(context, { field, metric: "requests", filter, range, top: 2 });
        expect(counts.series.flatMap(({ points }) => points).reduce<number>((sum, n) => sum + (n ?? 0), 0)).toBe(
          cards.requests,
        );
        const query = { metrics: ["cost" as const], dimensions: [field], filter, range, order: [], limit: 1000 };
        for (const granularity of [null, "hour" as const, "day" as const]) {
          const { rows } = await runQuery(context, { ...query, granularity });
          expect(total(rows.map(({ metrics }) => metrics[0] ?? null))).toBe(matching);
        }
        const priced = cards.requests - cards.unpriced;
        expect(cards.cost === null).toBe(cards.requests > 0 && priced === 0);
      },
    ),
    { numRuns: 12 },
  );
});
