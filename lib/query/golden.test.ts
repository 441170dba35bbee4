import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { METRIC_NAMES } from "@/lib/filters/metrics";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { bucketStarts } from "@/lib/filters/time-range";
import type { QueryContext } from "./context";
import { countRequests } from "./count-requests";
import { crossTab } from "./cross-tab";
import { encodeCursor } from "./cursor";
import { exportValues } from "./export-values";
import { getRequest } from "./get-request";
import { firstRequestAt, hasRequests } from "./has-requests";
import { listProperties } from "./list-properties";
import { listRequests } from "./list-requests";
import { propertyOverTime } from "./property-over-time";
import { propertySummary } from "./property-summary";
import { propertyTable } from "./property-table";
import { propertyValues } from "./property-values";
import type { FieldCodes } from "./resolve-fields";
import { groupedPieces } from "./rollups/grouped-pieces";
import { runQuery } from "./run-query";
import { seenByValue } from "./seen-by-value";
import { groupingOf, textColumn } from "./sql/columns";
import { splitGroups } from "./sql/dimension-grouping";
import { type Grouped, groupedSelect } from "./sql/grouped";
import { insertRequests } from "./test-data";
import { volumeOverTime } from "./volume-over-time";

const CALLER = "6f0f8f0e-0a5c-4b8e-9d52-3f6f5f0a9a11";
const AT = new Date("2026-11-20T12:00:00Z");
const range = { from: new Date("2026-11-20T11:59:00Z"), to: new Date("2026-11-20T12:01:00Z") };
const previous = { from: new Date("2026-11-20T11:57:00Z"), to: range.from };
const extras = Array.from({ length: 17 }, (_, index): [string, string] => [`k${index}`, "x"]);
const plain = parseFilterText("property:k0:x -model:gpt-4o latency>100 status:4xx,error");
const wide = parseFilterText("property:k16:x OR NOT (user:*a* cost<=0.07)");
const ended = parseFilterText(
  "finish_reason:length,stop -error:*rate* -country:* feedback:bad -stream:yes cost_input>0",
);
const patterned = parseFilterText("-property:k0:y* model~^gpt -property:k16~z");
const field = "property:k0" as const;

const QUESTIONS: Record<string, (context: QueryContext) => Promise<unknown>> = {
  "list-requests": (context) =>
    listRequests(context, { filter: plain, range, order: "newest", limit: 50, cursor: null }),
  "list-requests-extra": (context) =>
    listRequests(context, { filter: wide, range, order: "oldest", limit: 50, cursor: null }),
  "list-requests-details": (context) =>
    listRequests(context, { filter: ended, range, order: "newest", limit: 50, cursor: null }),
  "list-requests-by-cost": (context) =>
    listRequests(context, {
      filter: plain,
      range,
      order: "-cost",
      limit: 50,
      cursor: encodeCursor({ createdAt: AT, id: CALLER, value: "1000" }, "-cost"),
    }),
  "count-requests": (context) => countRequests(context, { filter: plain, range }),
  "get-request": (context) => getRequest(context, CALLER),
  "has-requests": async (context) => [await hasRequests(context), await firstRequestAt(context)],
  "list-properties": (context) => listProperties(context, { filter: null, range }),
  "property-summary": (context) => propertySummary(context, { filter: plain, range }),
  "property-table": (context) =>
    propertyTable(context, { field, filter: null, range, sort: "cost", direction: "desc", search: "", limit: 100 }),
  "property-table-by-users": (context) =>
    propertyTable(context, { field, filter: plain, range, sort: "users", direction: "desc", search: "x", limit: 100 }),
  "property-table-by-change": (context) =>
    propertyTable(context, {
      ...{ field, filter: plain, range, previous, sort: "cost_change", direction: "desc", search: "x", limit: 100 },
    }),
  "seen-by-value": (context) => seenByValue(context, { field, values: [1, 2], filter: plain, range }),
  "cross-tab": (context) =>
    crossTab(context, { rows: field, columns: "status", metric: "cost", filter: null, range, top: 10 }),
  "export-values": (context) =>
    exportValues(
      context,
      { field: "property:k16", filter: null, range, previous, orderBy: "cost_change", direction: "desc" },
      async () => undefined,
    ),
  "property-over-time": (context) => propertyOverTime(context, { field, metric: "cost", filter: null, range }),
  "volume-over-time": async (context) => [
    await volumeOverTime(context, { by: "status", filter: patterned, range }),
    await volumeOverTime(context, { by: "property:k16", filter: plain, range }),
  ],
  "property-values": (context) => propertyValues(context, { field, filter: plain, range, search: "x", limit: 10 }),
  "run-query": (context) =>
    runQuery(context, {
      metrics: ["requests", "cost", "latency_p95"],
      dimensions: [field, "property:k16", "status"],
      filter: plain,
      range,
      granularity: "minute",
      order: [{ by: "time", direction: "asc" }],
      limit: 100,
    }),
};

async function tracedStatements(): Promise<Map<string, string[]>> {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database);
  await insertRequests(database, id, [{ at: AT, properties: extras, callerId: CALLER }]);
  const traced = new Map<string, string[]>();
  for (const [name, ask] of Object.entries(QUESTIONS)) {
    const statements: string[] = [];
    await ask({ database, project: { id, timeZone: "UTC" }, trace: (statement) => statements.push(statement) });
    traced.set(name, statements);
  }
  return traced;
}

test("every table in every statement of every question is read for one project only", async () => {
  for (const statements of (await tracedStatements()).values()) {
    // What is fetched from a cursor was looked at where the cursor was declared.
    for (const statement of statements.filter((each) => !each.startsWith("fetch "))) {
      const tables =
        statement.match(/(?:from|join) "(?:facts|details|dictionary|properties|aliases|rollup\w*)"(?!\.)/g) ?? [];
      const projects = statement.match(/project_id"? = \$\d+/g) ?? [];
      expect(tables.length, statement).toBeGreaterThan(0);
      expect(projects.length, statement).toBeGreaterThanOrEqual(tables.length);
    }
  }
});

test("the SQL of the list's questions is as reviewed", async () => {
  const traced = await tracedStatements();
  for (const name of [
    "list-requests",
    "list-requests-extra",
    "list-requests-details",
    "list-requests-by-cost",
    "count-requests",
    "get-request",
    "has-requests",
  ]) {
    await expect(readable(traced.get(name) ?? [])).toMatchFileSnapshot(`golden/${name}.sql`);
  }
});

test("the SQL of what only the table of values and the cross-tab ask is as reviewed", async () => {
  const traced = await tracedStatements();
  for (const name of ["seen-by-value", "cross-tab", "export-values"]) {
    // Sorted: some are asked at the same time.
    await expect(readable((traced.get(name) ?? []).toSorted())).toMatchFileSnapshot(`golden/${name}.sql`);
  }
});

test("the SQL of groups of facts is as reviewed", async () => {
  const property = (key: string, slot: number | null, id: number) => ({
    ...{ id, key, displayName: key, slot, movingFrom: null },
    ...{ merged: null, readValue: (value: string) => value },
  });
  const [slotted, extra] = [property("k0", 1, 100), property("k16", null, 116)];
  const sent = [
    { ...slotted, renames: [{ from: "x", to: "y" }] },
    { ...extra, renames: [] },
  ];
  const ada = { id: 3, key: "_user", slot: null, renames: [{ from: "Ada", to: "ada" }] };
  const codes: FieldCodes = {
    projectId: 1,
    properties: new Map([slotted, extra, { ...slotted, key: "both", merged: sent }].map((each) => [each.key, each])),
    builtIns: new Map([["user", { ...property("_user", null, 3), merged: [ada] }]]),
    values: new Map([[100, new Map([["x", 7]])]]),
  };
  const grouped: Grouped = {
    filter: plain,
    range,
    fields: [field, "property:k16"],
    groups: [groupingOf(textColumn(field, codes)).value, groupingOf(textColumn("property:k16", codes)).value],
    metrics: METRIC_NAMES,
    buckets: null,
  };
  const series: Grouped = { ...grouped, metrics: ["cost"], buckets: bucketStarts(range, "minute", "UTC") };
  const merged: Grouped = {
    ...{ filter: parseFilterText("-property:both:y"), range, metrics: ["requests"], buckets: null },
    ...{ fields: ["property:both"], groups: [groupingOf(textColumn("property:both", codes)).value] },
  };
  const dialect = new PgDialect();
  const whole: Grouped = {
    ...{ filter: null, range, metrics: ["requests", "latency_p95"], buckets: null, withWhole: true },
    ...{ fields: [field], groups: [groupingOf(textColumn(field, codes)).value] },
  };
  const users: Grouped = {
    ...{ filter: parseFilterText("user:ada* -user:eve"), range, metrics: ["requests"], buckets: null },
    ...{ fields: ["user"], groups: [groupingOf(textColumn("user", codes)).value] },
  };
  const statements = [grouped, series, merged, whole, users].map(
    (each) => dialect.sqlToQuery(groupedSelect(each, codes)).sql,
  );
  await expect(readable(statements)).toMatchFileSnapshot("golden/grouped.sql");
});

test("the SQL of values that are only summed up is as reviewed", async () => {
  const { database } = await createTestDatabase();
  const statements: string[] = [];
  const reader = { database, trace: (statement: string) => statements.push(statement) };
  const codes: FieldCodes = { projectId: 1, properties: new Map(), builtIns: new Map(), values: new Map() };
  const at = (day: number) => range.from.getTime() + day * 86_400_000;
  const plan = {
    weeks: [{ from: at(0), to: at(7), bucket: 0 }],
    days: [],
    hours: [],
    sums: [{ from: at(7), to: at(8), bucket: 0 }],
    facts: [{ from: at(8), to: at(9), bucket: 0 }],
  };
  const { value, untagged, arrayType } = groupingOf(textColumn("user", codes));
  const fields = [{ id: 3, columns: [{ name: "user_code", fromCode: (code: SQL) => code }] }];
  const grouped = { filter: null, range, fields: ["user" as const], buckets: null };
  const every: Grouped = { ...grouped, groups: [value], metrics: ["cost"] };
  const groups = splitGroups({ value, untagged, arrayType }, [7]);
  const split: Grouped = { ...grouped, groups, split: [7], metrics: ["cost", "latency_p95"] };
  const dialect = new PgDialect();
  const pieces = { projectId: 1, fields, plan };
  const all = await groupedPieces(reader, every, codes, { ...pieces, split: null });
  const told = await groupedPieces(reader, split, codes, { ...pieces, plan: { ...plan, weeks: [] }, split: [7] });
  statements.push(...[all, told].map((statement) => dialect.sqlToQuery(statement).sql));
  await expect(readable(statements)).toMatchFileSnapshot("golden/rollup-sums.sql");
});

function readable(statements: string[]): string {
  return statements.map((statement) => `${statement.replace(/\s*\n\s*/g, "\n  ")};\n`).join("\n");
}
