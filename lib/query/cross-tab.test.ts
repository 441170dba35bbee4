import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { type CrossTab, crossTab } from "./cross-tab";
import { insertRequests, type TestRequest } from "./test-data";
import type { Dimension } from "./types";

const START = new Date("2026-11-01T00:00:00Z");
const range = { from: START, to: new Date("2026-11-03T00:00:00Z") };
// The first request carries so many properties that `zone`, the last, has no slot and lives in details.
const FIRST: TestRequest = {
  at: new Date(START.getTime() - 1),
  properties: [
    ["plan", "p0"],
    ...Array.from({ length: 18 }, (_, index): [string, string] => [`filler-${index}`, "x"]),
    ["zone", "z0"],
  ],
};

const tag = (key: string, value: string | null): [string, string][] => (value === null ? [] : [[key, value]]);
const anyRequest = fc
  .record({
    minute: fc.nat(2 * 24 * 60 - 1),
    plan: fc.option(fc.constantFrom("", "p1", "p2", "p3", "p4")),
    zone: fc.option(fc.constantFrom("z1", "z2", "__proto__")),
    cost: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { freq: 3 }),
    latencyMs: fc.integer({ min: 0, max: 5000 }),
    status: fc.constantFrom(200, 200, 200, 429, 500),
    model: fc.constantFrom("gpt-4o", "claude"),
    user: fc.option(fc.constantFrom("ada", "bob"), { nil: undefined }),
  })
  .map(({ minute, plan, zone, ...rest }) => ({
    ...{ at: new Date(START.getTime() + minute * 60_000), ...rest },
    properties: [...tag("plan", plan), ...tag("zone", zone)],
  })) satisfies fc.Arbitrary<TestRequest>;
type AnyRequest = typeof anyRequest extends fc.Arbitrary<infer T> ? T : never;

function carried(request: AnyRequest, dimension: Dimension): string | null {
  if (dimension === "status") return String(request.status);
  if (dimension === "model") return request.model;
  if (dimension === "user") return request.user ?? null;
  return request.properties.find(([key]) => dimension === `property:${key}`)?.[1] ?? null;
}

/** The metrics of a group, computed by hand. */
function figureOf(metric: CrossTab["metric"], group: AnyRequest[]): number | null {
  const priced = group.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const cost = priced.length === 0 && group.length > 0 ? null : priced.reduce((sum, each) => sum + each, 0) / 1e9;
  const latencies = group.map(({ latencyMs }) => latencyMs).sort((one, other) => one - other);
  if (metric === "requests") return group.length;
  if (metric === "cost") return cost;
  if (metric === "cost_avg") return cost === null || priced.length === 0 ? null : cost / priced.length;
  if (metric === "error_rate") return group.filter(({ status }) => status >= 400).length / group.length;
  return latencies[Math.ceil(latencies.length * 0.95) - 1] ?? null;
}

/** Which line a value belongs to. */
function lineOf(lines: CrossTab["rows"], value: string | null): number {
  const named = lines.findIndex((line) => line.kind === "value" && line.value === value);
  if (value !== null && named >= 0) return named;
  return lines.findIndex(({ kind }) => kind === (value === null ? "untagged" : "other"));
}

/** The requests of a cell. */
function groupAt(table: CrossTab, matching: AnyRequest[], fields: [Dimension, Dimension], at: [number, number]) {
  const [rows, columns] = fields;
  return matching.filter(
    (request) =>
      lineOf(table.rows, carried(request, rows)) === at[0] &&
      lineOf(table.columns, carried(request, columns)) === at[1],
  );
}

/** Percentiles are within 2 %, everything else is exact. */
function expectFigure(metric: CrossTab["metric"], found: number | null | undefined, wanted: number | null): void {
  if (wanted === null || found === null || found === undefined) expect(found ?? null).toBe(wanted);
  else if (metric.startsWith("latency_p")) expect(Math.abs(found - wanted)).toBeLessThanOrEqual(wanted * 0.02);
  else expect(found).toBeCloseTo(wanted, 9);
}

function expectCells(table: CrossTab, matching: AnyRequest[], fields: [Dimension, Dimension]): void {
  for (const [row, cells] of table.cells.entries()) {
    for (const [column, cell] of cells.entries()) {
      const group = groupAt(table, matching, fields, [row, column]);
      expect(cell?.requests ?? 0).toBe(group.length);
      if (cell !== null) expectFigure(table.metric, cell.figure, figureOf(table.metric, group));
    }
  }
}

function expectLines(table: CrossTab, lines: CrossTab["rows"], matching: AnyRequest[], field: Dimension): void {
  for (const [index, { total }] of lines.entries()) {
    const group = matching.filter((request) => lineOf(lines, carried(request, field)) === index);
    expect(total.requests).toBe(group.length);
    expectFigure(table.metric, total.figure, figureOf(table.metric, group));
  }
  expect(lines.reduce((sum, { total }) => sum + total.requests, 0)).toBe(matching.length);
}

const valuesOf = (lines: CrossTab["rows"]) => lines.filter(({ kind }) => kind === "value").length;

test("every cell, line and total is what its requests say, and cells add up to lines and lines to the whole", async () => {
  const { database } = await createTestDatabase();
  const dimensions: Dimension[] = ["property:plan", "property:zone", "status", "model", "user", "property:never"];
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRequest, { maxLength: 60 }),
      fc.shuffledSubarray(dimensions, { minLength: 2, maxLength: 2 }),
      fc.constantFrom(
        "requests" as const,
        "cost" as const,
        "cost_avg" as const,
        "error_rate" as const,
        "latency_p95" as const,
      ),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      async (requests, [rows = "model", columns = "status"], metric, top, filtered) => {
        const id = await createTestProject(database);
        await insertRequests(database, id, [FIRST, ...requests]);
        const context = { database, project: { id, timeZone: "UTC" } };
        const filter = filtered ? parseFilterText("-status:500") : null;
        const matching = requests.filter(({ status }) => !filtered || status !== 500);
        const table = await crossTab(context, { rows, columns, metric, filter, range, top });
        expectCells(table, matching, [rows, columns]);
        expectLines(table, table.rows, matching, rows);
        expectLines(table, table.columns, matching, columns);
        expect([table.rows, table.columns].every((lines) => valuesOf(lines) <= top)).toBe(true);
        expect(table.total.requests).toBe(matching.length);
        expect(table.rowValues).toBe(new Set(matching.flatMap((each) => carried(each, rows) ?? [])).size);
        if (matching.length > 0) expectFigure(metric, table.total.figure, figureOf(metric, matching));
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test("two different dimensions are needed", async () => {
  const { database } = await createTestDatabase();
  const context = { database, project: { id: await createTestProject(database), timeZone: "UTC" } };
  const input = { rows: "model", columns: "model", metric: "cost", filter: null, range, top: 5 } as const;
  await expect(crossTab(context, input)).rejects.toThrow("two different dimensions");
});
