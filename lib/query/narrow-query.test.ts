import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { runQuery } from "./run-query";
import { insertRequests, type TestRequest } from "./test-data";
import type { Query } from "./types";

const AT = new Date("2026-11-03T10:00:00Z");

test("percentiles of the first of many users are those of all their requests, untagged among them", async () => {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  const requests = Array.from({ length: 400 }, (_, index): TestRequest => {
    const user = index % 40;
    const named = user === 7 ? {} : { user: `user-${user}` };
    // User 39 costs most, and among users the cost orders like the number; latencies differ within each.
    return { at: AT, cost: (user + 1) * 1_000_000, latencyMs: 100 * (user + 1) + (index % 3), ...named };
  });
  await insertRequests(database, id, requests);
  const query: Query = {
    metrics: ["requests", "cost", "latency_p95"],
    dimensions: ["user"],
    filter: null,
    range: { from: new Date("2026-11-03T00:00:00Z"), to: new Date("2026-11-04T00:00:00Z") },
    granularity: null,
    order: [{ by: "cost", direction: "desc" }],
    limit: 35,
  };
  const { rows, meta } = await runQuery({ database, project: { id, timeZone: "UTC" } }, query);
  const users = Array.from({ length: 35 }, (_, index) => 39 - index);
  expect(rows.map(({ values }) => values)).toEqual(users.map((user) => [user === 7 ? null : `user-${user}`]));
  for (const [index, { metrics }] of rows.entries()) {
    const user = users[index] ?? 0;
    const [count, cost, p95] = metrics;
    expect([count, cost]).toEqual([10, (10 * (user + 1) * 1_000_000) / 1e9]);
    const wanted = 100 * (user + 1) + 2;
    expect(Math.abs((p95 ?? 0) - wanted)).toBeLessThanOrEqual(wanted * 0.02);
  }
  expect(meta.truncated).toBe(true);
});
