import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { execute } from "./context";
import { insertRequests, type TestRequest } from "./test-data";
import type { Dimension } from "./types";
import { volumeOverTime } from "./volume-over-time";

const START = Date.parse("2026-11-18T00:00:00Z");
const range = { from: new Date(START), to: new Date(START + 2 * 86_400_000) };

const REQUESTS = Array.from({ length: 120 }, (_, index): TestRequest => {
  const outcome = index % 11 === 0 ? "cancelled" : index % 13 === 0 ? "interrupted" : "completed";
  return {
    at: new Date(START + index * 1_300_000),
    status: [200, 200, 200, 404, 503][index % 5] ?? 200,
    outcome,
    model: `model-${index % 9}`,
    properties: index % 4 === 0 ? [] : [["plan", ["free", "pro"][index % 2] ?? "free"]],
  };
});

async function seeded() {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  await insertRequests(database, id, REQUESTS);
  return { database, project: { id, timeZone: "UTC" } };
}

test("every request is in one series and bucket, whatever it is stacked by", async () => {
  const context = await seeded();
  for (const by of ["status", "model", "property:plan", "property:none"] satisfies Dimension[]) {
    const { series, buckets, granularity } = await volumeOverTime(context, { by, filter: null, range });
    expect(granularity).toBe("hour");
    expect(buckets).toHaveLength(48);
    const counted = await execute<{ n: string }>(
      context,
      sql`select count(*) as n from facts where project_id = ${context.project.id} group by date_trunc('hour', created_at)
        order by date_trunc('hour', created_at)`,
    );
    const totals = buckets.map((_, index) => series.reduce((sum, { points }) => sum + (points[index] ?? 0), 0));
    expect(totals.filter((total) => total > 0)).toEqual(counted.map(({ n }) => Number(n)));
  }
});

test("endings are told apart, values beyond the top are Other, the filter holds", async () => {
  const context = await seeded();
  const sums = async (by: Dimension, text: string) => {
    const { series, otherValues } = await volumeOverTime(context, { by, filter: parseFilterText(text), range });
    const total = (points: number[]) => points.reduce((sum, point) => sum + point, 0);
    return { otherValues, of: series.map(({ kind, value, points }) => [value ?? kind, total(points)]) };
  };
  expect((await sums("status", "")).of).toEqual(
    ["2xx", "cancelled", "4xx", "5xx", "interrupted"].map((ending) => [
      ending,
      REQUESTS.filter(isEnding(ending)).length,
    ]),
  );
  expect((await sums("status", "status:4xx -status:cancelled,interrupted")).of).toEqual([
    ["4xx", REQUESTS.filter(isEnding("4xx")).length],
  ]);
  const models = await sums("model", "");
  expect(models.otherValues).toBe(2);
  expect(models.of).toHaveLength(8);
  expect((await sums("property:plan", "")).of).toEqual([
    ["pro", 60],
    ["free", 30],
    ["untagged", 30],
  ]);
});

function isEnding(ending: string) {
  return ({ outcome, status = 200 }: TestRequest) =>
    outcome === "completed" ? ending === `${Math.floor(status / 100)}xx` : ending === outcome;
}
