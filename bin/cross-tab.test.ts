import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { FIELD_IDS } from "@/db/field-ids";
import { rollupBuilt } from "@/db/rollup-schema";
import { dictionary } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { createTestProperties, insertTestFacts, randomFact, seededRandom } from "@/db/test-facts";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { buildNow } from "@/lib/ingest/rollups/rebuild";
import { type CrossTab, type CrossTabCell, crossTab } from "@/lib/query/cross-tab";
import { propertyTable } from "@/lib/query/property-table";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-02T15:20:00Z");
const METRICS = ["requests", "cost", "cost_avg", "latency_avg", "latency_p95", "error_rate", "total_tokens"] as const;

async function seed(database: Database) {
  const projectId = await createTestProject(database, "America/New_York");
  const properties = await createTestProperties(database, projectId, 3);
  for (const fieldId of [FIELD_IDS.model, FIELD_IDS.provider, ...properties]) {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      ...{ projectId, fieldId, code: index + 1, value: `v${index + 1}`, valueHash: Buffer.from(`${index}`) },
    }));
    await database.insert(dictionary).overridingSystemValue().values(rows);
  }
  const random = seededRandom(7);
  const facts = Array.from({ length: 6000 }, () =>
    randomFact(projectId, new Date(NOW.getTime() - random(4 * DAY_MS)), random),
  );
  await insertTestFacts(database, facts);
  await buildNow(database, NOW, 1000);
  return { database, project: { id: projectId, timeZone: "America/New_York" } };
}

/** Lines by name: equal totals may stand in either order only when the metric is an approximate percentile. */
function expectSameTable(found: CrossTab, wanted: CrossTab): void {
  const near = found.metric === "latency_p95";
  const same = (one: CrossTabCell | null | undefined, other: CrossTabCell | null | undefined) => {
    expect(one?.requests).toBe(other?.requests);
    const [a, b] = [one?.figure ?? null, other?.figure ?? null];
    if (near && a !== null && b !== null) expect(Math.abs(a - b)).toBeLessThanOrEqual(b * 0.02);
    else expect(a).toEqual(b);
  };
  const names = ({ rows, columns }: CrossTab) =>
    [rows, columns].map((lines) => lines.map(({ kind, value }) => [kind, value]));
  expect(names(found)).toEqual(names(wanted));
  for (const [row, cells] of wanted.cells.entries()) {
    same(found.rows[row]?.total, wanted.rows[row]?.total);
    for (const [column, cell] of cells.entries()) same(found.cells[row]?.[column], cell);
  }
  for (const [column, line] of wanted.columns.entries()) same(found.columns[column]?.total, line.total);
  same(found.total, wanted.total);
}

test("cross-tabs and tables of values are the same from rollups of pairs as from requests", async () => {
  const { database } = await createTestDatabase();
  const context = await seed(database);
  const range = { from: new Date(NOW.getTime() - 3 * DAY_MS), to: NOW };
  const previous = { from: new Date(NOW.getTime() - 4 * DAY_MS), to: range.from };
  const pairs = [
    ["property:key-2", "property:key-3"],
    ["property:key-3", "status"],
    ["model", "property:key-1"],
  ] as const;
  const ask = async () => {
    const tables: CrossTab[] = [];
    for (const metric of METRICS) {
      for (const [rows, columns] of pairs) {
        for (const text of ["", `${rows}:v1,v2,v3`]) {
          if (rows === "model" && text !== "") continue;
          tables.push(await crossTab(context, { rows, columns, metric, filter: parseFilterText(text), range, top: 4 }));
        }
      }
    }
    const input = { field: "property:key-3", filter: null, range, previous, sort: "cost", direction: "desc" } as const;
    const page = await propertyTable(context, {
      ...{ ...input, search: "", limit: 5, offset: 2 },
      metrics: ["requests", "cost", "cost_avg", "ttft_avg", "latency_avg", "error_rate", "input_tokens"],
    });
    return { tables, page };
  };
  const fromRollups = await ask();
  expect(new Set(fromRollups.tables.map(({ source }) => source))).toEqual(new Set(["rollups+facts"]));
  await database.delete(rollupBuilt);
  const fromFacts = await ask();
  expect(new Set(fromFacts.tables.map(({ source }) => source))).toEqual(new Set(["facts"]));
  for (const [index, wanted] of fromFacts.tables.entries()) {
    const found = fromRollups.tables[index];
    if (found !== undefined) expectSameTable(found, wanted);
  }
  expect(fromRollups.page).toEqual(fromFacts.page);
});
