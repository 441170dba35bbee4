import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { type ExportedValue, exportValues } from "./export-values";
import { propertyTable } from "./property-table";
import { seenByValue } from "./seen-by-value";
import { insertRequests, type TestRequest } from "./test-data";

const at = (day: string, hour = "12:00") => new Date(`2026-11-${day}T${hour}:00Z`);
const range = { from: at("02", "00:00"), to: at("03", "00:00") };
const previous = { from: at("01", "00:00"), to: at("02", "00:00") };
const field = "property:job" as const;

async function openProject(requests: TestRequest[]) {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  await insertRequests(database, id, requests);
  return { database, project: { id, timeZone: "UTC" } };
}

test("pages follow each other without gap or repetition, whatever the order, and each adds up with Other and Untagged", async () => {
  const jobs = Array.from({ length: 23 }, (_, index): TestRequest => {
    return { at: at("02"), properties: [["job", `job-${index}`]], cost: index % 4, latencyMs: index % 3, user: "ada" };
  });
  const context = await openProject([...jobs, { at: at("02"), cost: null, status: 500 }]);
  const input = { field, filter: null, range, search: "", limit: 5 } as const;
  for (const sort of ["cost", "latency_p50", "ttft_avg", "unpriced", "users", "last_seen", "value"] as const) {
    const seen: (string | null)[] = [];
    for (let offset = 0; offset < 23; offset += 5) {
      const page = await propertyTable(context, { ...input, sort, direction: "desc", offset });
      expect(page.values).toBe(23);
      const sum = (figure: (row: (typeof page.rows)[number]) => number) =>
        page.rows.reduce((total, row) => total + figure(row), 0);
      expect(sum(({ requests }) => requests)).toBe(page.totals.requests);
      expect(sum(({ requestShare }) => requestShare)).toBeCloseTo(1, 12);
      expect(sum(({ cost }) => Math.round((cost ?? 0) * 1e9))).toBe(Math.round((page.totals.cost ?? 0) * 1e9));
      expect(page.totals).toMatchObject({ unpriced: 1, errors: 1 });
      seen.push(...page.rows.filter(({ kind }) => kind === "value").map(({ value }) => value));
    }
    expect(new Set(seen).size).toBe(23);
  }
  const beyond = await propertyTable(context, { ...input, sort: "cost", direction: "desc", offset: 900 });
  expect([beyond.offset, beyond.rows.filter(({ kind }) => kind === "value").length]).toEqual([20, 3]);
});

test("each value is compared with itself in the period before; search leaves the totals alone", async () => {
  const call = (job: string, day: string, cost: number | null): TestRequest => ({
    at: at(day),
    properties: [["job", job]],
    cost,
  });
  const context = await openProject([
    call("steady", "02", 10),
    call("steady", "01", 5),
    call("new", "02", 1),
    call("gone", "01", 7),
    call("unpriced", "02", 3),
    call("unpriced", "01", null),
    { at: at("01"), cost: 2 },
  ]);
  const input = { field, filter: null, range, previous, sort: "cost", direction: "desc", limit: 10 } as const;
  const { rows, totals } = await propertyTable(context, { ...input, search: "" });
  expect(rows.map(({ value, previous: before }) => [value, before?.requests, before?.cost])).toEqual([
    ["steady", 1, 5e-9],
    ["unpriced", 1, null],
    ["new", 0, 0],
  ]);
  expect(totals.previous).toEqual({ requests: 4, cost: 14e-9 });
  const found = await propertyTable(context, { ...input, search: "NEW" });
  expect(found.rows.map(({ value }) => value)).toEqual(["new"]);
  expect(found.totals).toEqual(totals);
  expect((await propertyTable(context, { ...input, previous: null, search: "" })).totals.previous).toBeNull();
});

test("sorted by change: new, more, less, gone, and what cannot be compared last in both directions, the file alike", async () => {
  const call = (job: string | null, day: string, cost: number | null): TestRequest => ({
    at: at(day),
    properties: job === null ? [] : [["job", job]],
    cost,
  });
  const context = await openProject([
    ...[call("twice", "02", 8), call("twice", "01", 4), call("half", "02", 3), call("half", "01", 6)],
    ...[call("new", "02", 1), call("newer", "02", 5), call("gone", "01", 7), call("far gone", "01", 9)],
    ...[call("unpriced", "02", 3), call("unpriced", "01", null), call("free", "02", 0), call("free", "01", 0)],
    ...[call(null, "02", 100), call(null, "01", 1)],
  ]);
  const input = { field, filter: null, range, previous, search: "" } as const;
  const orders = {
    desc: ["newer", "new", "twice", "half", "far gone", "gone", "unpriced", "free"],
    asc: ["far gone", "gone", "half", "twice", "newer", "new", "unpriced", "free"],
  };
  for (const direction of ["desc", "asc"] as const) {
    const shown: (string | null)[] = [];
    for (let offset = 0; offset < 8; offset += 3) {
      const page = await propertyTable(context, { ...input, sort: "cost_change", direction, limit: 3, offset });
      expect(page.values).toBe(8);
      expect(page.rows.reduce((sum, row) => sum + row.requests, 0)).toBe(7);
      shown.push(...page.rows.filter(({ kind }) => kind === "value").map(({ value }) => value));
      const gone = page.rows.find(({ value }) => value === "gone");
      if (gone) expect(gone).toMatchObject({ requests: 0, cost: 0, previous: { requests: 1, cost: 7e-9 } });
    }
    expect(shown).toEqual(orders[direction]);
    const lines: ExportedValue[] = [];
    const ask = { ...input, orderBy: "cost_change", direction } as const;
    await exportValues(context, ask, async (values) => void lines.push(...values));
    expect(lines.map(({ value }) => value)).toEqual([...orders[direction], null]);
    expect(lines.find(({ value }) => value === "gone")).toMatchObject({
      requests: 0,
      cost: 0,
      before: { requests: 1 },
    });
  }
  const byRequests = { ...input, sort: "requests_change", direction: "asc", limit: 2 } as const;
  expect((await propertyTable(context, byRequests)).rows[0]?.previous?.requests).toBe(1);
  const alone = await propertyTable(context, {
    ...input,
    previous: null,
    sort: "cost_change",
    direction: "desc",
    limit: 9,
  });
  expect(alone.rows.map(({ value }) => value).slice(0, 3)).toEqual(["twice", "newer", "half"]);
});

test("users are counted once each, requests without one not at all; last seen is the newest", async () => {
  const call = (job: string | null, hour: string, user?: string): TestRequest => ({
    at: at("02", hour),
    properties: job === null ? [] : [["job", job]],
    user,
  });
  const context = await openProject([
    call("a", "01:00", "ada"),
    call("a", "02:00", "ada"),
    call("a", "03:00"),
    call("b", "04:00", "ada"),
    call("c", "05:00", "bob"),
    call(null, "06:00", "eve"),
  ]);
  const { found } = await propertyTable(context, {
    ...{ field, filter: null, range, sort: "requests", direction: "desc", search: "", limit: 1 },
  });
  const seen = await seenByValue(context, { field, values: [...found.keys()], filter: null, range });
  const byKind = new Map(
    seen.map(({ kind, users, lastSeen }) => [kind, [users, lastSeen?.toISOString().slice(11, 13)]]),
  );
  expect(byKind).toEqual(
    new Map([
      ["value", [1, "03"]],
      ["other", [2, "05"]],
      ["untagged", [1, "06"]],
      ["all", [3, "06"]],
    ]),
  );
});

test("an export holds every value once, untagged last, and adds up to everything", async () => {
  const context = await openProject([
    ...Array.from({ length: 25 }, (_, index): TestRequest => {
      return {
        at: at("02"),
        properties: [["job", `job-${index}`]],
        cost: index,
        latencyMs: index,
        user: `u${index % 7}`,
      };
    }),
    { at: at("02", "13:00"), cost: null, status: 500 },
  ]);
  const batches: ExportedValue[][] = [];
  const ask = { field, filter: null, range, previous, orderBy: "cost", direction: "desc", batch: 10 } as const;
  await exportValues(context, ask, async (values) => void batches.push(values));
  expect(batches.map(({ length }) => length)).toEqual([10, 10, 6]);
  const rows = batches.flat();
  expect(rows[0]).toMatchObject({ value: "job-24", requests: 1, users: 1, lastSeen: at("02") });
  // Within 2 %.
  expect(Math.abs((rows[0]?.latencyP99 ?? 0) - 24)).toBeLessThan(24 * 0.02);
  expect(rows.every(({ before }) => before === null)).toBe(true);
  expect(rows.at(-1)).toMatchObject({ value: null, cost: null, unpriced: 1, errors: 1, lastSeen: at("02", "13:00") });
  expect(new Set(rows.map(({ value }) => value)).size).toBe(26);
  const few: unknown[] = [];
  const stopped = exportValues(context, ask, async (values) => {
    few.push(values);
    throw new Error("the reader left");
  });
  await expect(stopped).rejects.toThrow("the reader left");
  expect(few).toHaveLength(1);
  // Who takes nothing for long does not keep the snapshot, nor its connection.
  const stalled = exportValues(context, { ...ask, stalledMs: 1 }, () => new Promise(() => {}));
  await expect(stalled).rejects.toThrow("nobody took the next page");
});
