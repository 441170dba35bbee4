import { expect, test } from "vitest";
import { FIELD_IDS } from "@/db/field-ids";
import { rollupBuilt, rollupFields } from "@/db/rollup-schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { buildNow } from "@/lib/ingest/rollups/rebuild";
import { runQuery } from "@/lib/query/run-query";
import { insertRequests, type TestRequest } from "@/lib/query/test-data";
import { comparedDimensions } from "@/lib/query/what-changed/dimensions";
import { periodBuckets, periodsOf } from "@/lib/query/what-changed/periods";
import { readGroups } from "@/lib/query/what-changed/read-groups";
import { whatChanged } from "@/lib/query/what-changed/what-changed";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-16T15:20:00Z");
const TIME_ZONE = "America/New_York";

/** Twice five days; in the later ones the agent is called four times as often, and answers twice as slowly. */
function history(): TestRequest[] {
  return Array.from({ length: 10 }, (_, day) => {
    const start = NOW.getTime() - (10 - day) * DAY_MS;
    const late = day >= 5;
    const of = (feature: string, count: number, latencyMs: number) =>
      Array.from({ length: count }, (_, index): TestRequest => {
        return {
          at: new Date(start + (index * DAY_MS) / count + 1),
          properties: [
            ["feature", feature],
            ["plan", index % 3 === 0 ? "free" : "paid"],
          ],
          user: `u${index % 5}`,
          cost: index % 10 === 9 ? null : 1_000_000 + index,
          latencyMs,
          status: index % 25 === 24 ? 500 : 200,
        };
      });
    return [...of("chat", 50, 400), ...of("agent", late ? 80 : 20, late ? 1800 : 900)];
  }).flat();
}

test("finds a planted cause, adds up in every dimension, from rollups as from requests", async () => {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database, TIME_ZONE);
  await insertRequests(database, id, history());
  // Users as though they were thousands: of them there are sums by day only.
  const many = { state: "sums", reason: "many", seenAt: NOW } as const;
  await database.insert(rollupFields).values({ projectId: id, fieldId: FIELD_IDS.user, ...many });
  await buildNow(database, NOW, 1000);
  const statements: string[] = [];
  const trace = (statement: string) => statements.push(statement);
  const context = { database, project: { id, timeZone: TIME_ZONE }, trace };
  const range = { from: new Date(NOW.getTime() - 5 * DAY_MS), to: new Date(NOW.getTime() + DAY_MS) };
  const periods = periodsOf(range, "previous", NOW);
  if (periods === null) throw new Error("the periods do not overlap");
  const asked = (["cost", "requests", "latency", "errors"] as const).flatMap((metric) =>
    [null, parseFilterText("property:plan:paid")].map((filter) => {
      return { metric, filter, periods, reach: "all" as const };
    }),
  );
  const fromRollups = await Promise.all(asked.map((question) => whatChanged(context, question)));
  expect(statements.some((statement) => statement.includes("from rollup_sums"))).toBe(true);
  for (const [index, { metric, whole, dimensions, findings }] of fromRollups.entries()) {
    for (const { contributions } of dimensions) {
      expect(contributions.reduce((sum, { change }) => sum + change, 0)).toBeCloseTo(whole.change, 6);
    }
    if (metric !== "errors") expect(findings[0]).toMatchObject({ label: "Feature", value: "agent" });
    const question = { metrics: ["requests" as const, "cost" as const, "latency_avg" as const, "errors" as const] };
    const filter = asked[index]?.filter ?? null;
    const sums = await runQuery(context, {
      ...{ ...question, dimensions: [], filter, range: periods.current, granularity: null, order: [], limit: 1 },
    });
    const { requests, cost, latencyAvg, errors } = whole.after;
    const [n, dollars, latency, failed] = sums.rows[0]?.metrics ?? [];
    expect([requests, cost, errors]).toEqual([n, dollars, failed]);
    expect(latencyAvg).toBeCloseTo(latency ?? 0, 9);
    if (whole.parts.of === "cost") {
      const { volume, tokens, price } = whole.parts;
      const nano = (usd: number | null) => BigInt(Math.round((usd ?? 0) * 1e9));
      expect(volume + tokens + price).toBe(nano(whole.after.cost) - nano(whole.before.cost));
    }
  }
  const { dimensions, codes } = await comparedDimensions(context, null, new Set());
  const buckets = periodBuckets(periods, TIME_ZONE);
  const asMany = {
    metric: "cost",
    filter: null,
    buckets,
    codes,
    dimensions,
    ...{ mostScanned: 0, mostOpened: 0 },
  } as const;
  const postponed = async (leavesMany: boolean) => {
    const read = await readGroups(context, { ...asMany, leavesMany });
    return read.postponed.map(({ dimension, until }) => [dimension.label, until]);
  };
  const opened = ["Finish reason", "Error", "Streamed", "Country", "Feedback"].map((label) => [label, "all"]);
  expect((await postponed(true)).toSorted()).toEqual([["User", "rollups"], ...opened].toSorted());
  expect((await postponed(false)).toSorted()).toEqual(opened.toSorted());
  await database.delete(rollupBuilt);
  const fromRequests = await Promise.all(asked.map((question) => whatChanged(context, question)));
  expect(fromRequests).toEqual(fromRollups);
}, 120_000);

test("every property beyond the sixteenth is compared, and adds up", async () => {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database, TIME_ZONE);
  const keys = Array.from({ length: 23 }, (_, index) => `k${index}`);
  const requests = Array.from({ length: 60 }, (_, index): TestRequest => {
    const at = new Date(NOW.getTime() - (index + 1) * 3 * 3_600_000);
    return { at, cost: 1000 + index, properties: keys.map((key, place) => [key, `v${index % (2 + (place % 5))}`]) };
  });
  await insertRequests(database, id, requests);
  const periods = periodsOf({ from: new Date(NOW.getTime() - 3 * DAY_MS), to: NOW }, "previous", NOW);
  if (periods === null) throw new Error("the periods do not overlap");
  const context = { database, project: { id, timeZone: TIME_ZONE } };
  const found = await whatChanged(context, { metric: "cost", filter: null, periods, reach: "all" });
  const properties = found.dimensions.filter(({ field }) => field.startsWith("property:"));
  expect(properties.map(({ field }) => field).sort()).toEqual(keys.map((key) => `property:${key}`).sort());
  for (const { contributions } of properties) {
    expect(contributions.reduce((sum, { change }) => sum + change, 0)).toBeCloseTo(found.whole.change, 9);
  }
  expect(found).toMatchObject({ postponed: [], leftOut: [] });
});
