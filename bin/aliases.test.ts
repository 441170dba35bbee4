import { eq, like } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { aliases, properties } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { fieldOfKey } from "@/lib/filters/fields";
import { type Filter, parseFilter } from "@/lib/filters/filter";
import { buildNow } from "@/lib/ingest/rollups/rebuild";
import type { QueryContext } from "@/lib/query/context";
import { countRequests } from "@/lib/query/count-requests";
import { crossTab } from "@/lib/query/cross-tab";
import { exportValues } from "@/lib/query/export-values";
import { listProperties } from "@/lib/query/list-properties";
import { listRequests } from "@/lib/query/list-requests";
import { propertyOverTime } from "@/lib/query/property-over-time";
import { propertyTable } from "@/lib/query/property-table";
import { propertyValues } from "@/lib/query/property-values";
import { runQuery } from "@/lib/query/run-query";
import { seenByValue } from "@/lib/query/seen-by-value";
import type { ValueField } from "@/lib/query/sql/columns";
import { insertRequests, type TestRequest } from "@/lib/query/test-data";
import { whatChanged } from "@/lib/query/what-changed/what-changed";

const HOUR = 3_600_000;
const START = new Date("2026-11-02T00:00:00Z");
const NOW = new Date(START.getTime() + 5.5 * HOUR);
const range = { from: START, to: new Date(START.getTime() + 6 * HOUR) };
// `late` is the seventeenth key and has no slot.
const KEYS = ["plan", "tier", "region", "late"] as const;
const FILLERS = Array.from({ length: 13 }, (_, index) => `k${index}`);
const VALUES = ["", "Free", "free_", "paid", "a'b\\"];

type Rule = { key: string; value: string | null; toKey: string; toValue: string | null };
type Pair = [key: string, value: string];

const anyRequest: fc.Arbitrary<TestRequest> = fc.record({
  at: fc.integer({ min: 0, max: 5.5 * HOUR - 1 }).map((offset) => new Date(START.getTime() + offset)),
  properties: fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES)), {
    selector: ([key]) => key,
  }),
  cost: fc.option(fc.integer({ min: 0, max: 2_000_000_000 }), { freq: 5 }),
  latencyMs: fc.integer({ min: 1, max: 5000 }),
  status: fc.constantFrom(200, 200, 429),
  model: fc.constantFrom("gpt-4o", "claude"),
  user: fc.constantFrom("ada", "bob", "eve", undefined),
});
const MODELS = ["gpt-4o", "claude", "unseen"];
const USERS = ["ada", "bob", "eve", "unseen"];
/** What is asked for; rules about built-in fields have keys of their own. */
const ASKED = [...KEYS, "_model", "_user"] as const;
const fieldOf = (key: string): ValueField => (key === "_model" ? "model" : key === "_user" ? "user" : fieldOfKey(key));

/** Each key and value into an earlier one of a random order, if at all: never in a circle. */
const anyRules: fc.Arbitrary<Rule[]> = fc
  .record({
    keys: fc.shuffledSubarray([...KEYS], { minLength: 4 }),
    into: fc.array(fc.option(fc.nat(2)), { minLength: 3, maxLength: 3 }),
    values: fc.array(
      fc.tuple(fc.constantFrom(...KEYS), fc.shuffledSubarray([...VALUES, "new"], { minLength: 2, maxLength: 3 })),
      {
        maxLength: 4,
      },
    ),
    models: fc.shuffledSubarray(MODELS, { maxLength: 3 }),
    users: fc.shuffledSubarray(USERS, { maxLength: 4 }),
  })
  .chain(({ keys, into, values, models, users }) => {
    const keyRules = into.flatMap((place, index): Rule[] => {
      const [key, toKey] = [keys[index + 1], keys[Math.min(place ?? 0, index)]];
      return place === null || key === undefined || toKey === undefined
        ? []
        : [{ key, value: null, toKey, toValue: null }];
    });
    const chains = new Map<string, string[]>([...values, ["_model", models], ["_user", users]]);
    const valueRules = [...chains].flatMap(([key, chain]) =>
      chain.slice(1).map((value, index): Rule => ({ key, value, toKey: key, toValue: chain[index] ?? "" })),
    );
    return fc.shuffledSubarray([...keyRules, ...valueRules], { minLength: keyRules.length + valueRules.length });
  });

/** One step at a time, as docs/properties.md says it. */
function readAs(rules: readonly Rule[], [key, value]: Pair): { pair: Pair; order: number[] } {
  const valueRule = rules.find((rule) => rule.key === key && rule.value === value);
  if (valueRule?.toValue !== undefined && valueRule.toValue !== null) return readAs(rules, [key, valueRule.toValue]);
  const place = rules.findIndex((rule) => rule.key === key && rule.value === null);
  const keyRule = rules[place];
  if (keyRule === undefined) return { pair: [key, value], order: [] };
  const next = readAs(rules, [keyRule.toKey, value]);
  return { pair: next.pair, order: [...next.order, place] };
}

/** Of several the one whose key is the target's own or was merged first. */
function rewritten(rules: readonly Rule[], sent: readonly Pair[]): Pair[] {
  const read = sent.map((pair) => readAs(rules, pair));
  const wins = (one: number[], other: number[]) => {
    const at = one.findIndex((place, index) => place !== other[index]);
    return at === -1 ? one.length <= other.length : at < other.length && (one[at] ?? 0) < (other[at] ?? 0);
  };
  return read
    .filter(({ pair, order }) => read.every((each) => each.pair[0] !== pair[0] || wins(order, each.order)))
    .map(({ pair }) => pair);
}

const anyLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    key: fc.constantFrom("_model", "_user"),
    op: fc.constantFrom("is", "is_not", "contains"),
    values: fc.array(fc.constantFrom(...MODELS, ...USERS), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    key: fc.constantFrom(...KEYS),
    op: fc.constantFrom("is", "is_not"),
    values: fc.array(fc.constantFrom(...VALUES, "new", "never"), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    key: fc.constantFrom(...KEYS),
    op: fc.constantFrom("contains", "not_starts_with", "matches"),
    values: fc.subarray(["fr", "e", "id"], { minLength: 1 }),
  }),
  fc.record({
    key: fc.constantFrom(...KEYS),
    op: fc.constantFrom("is_set", "is_unset"),
    values: fc.constant<string[]>([]),
  }),
);
const anyFilter = fc.tuple(anyLeaf, fc.option(anyLeaf), fc.boolean());
type Leaf = { key: string; op: string; values: string[] };

/** The filter as it is typed, and the one over rewritten requests that it must be the same as. */
function filters(rules: readonly Rule[], [one, other, not]: [Leaf, Leaf | null, boolean]): [Filter, Filter] {
  const whole = (name: (leaf: Leaf) => unknown): Filter => {
    const both = { and: [name(one), ...(other === null ? [] : [name(other)])] };
    return parseFilter(not ? { not: both } : both);
  };
  const typed = ({ key, op, values }: Leaf) => ({ field: fieldOf(key), op, values });
  const meant = ({ key, op, values }: Leaf) => {
    const isWhole = op === "is" || op === "is_not";
    const read = isWhole ? values.map((value) => readAs(rules, [key, value]).pair[1]) : values;
    return { field: fieldOf(readAs(rules, [key, "any"]).pair[0]), op, values: read };
  };
  return [whole(typed), whole(meant)];
}

async function openProject(database: Database, requests: TestRequest[]): Promise<QueryContext> {
  const id = await createTestProject(database, "UTC");
  const first: TestRequest = {
    at: new Date(START.getTime() - HOUR / 2),
    properties: [...["plan", "tier", "region"], ...FILLERS, "late"].map((key) => [key, "x"]),
  };
  await insertRequests(database, id, [first, ...requests]);
  // They are there to take slots, and would only cost time.
  await database.update(properties).set({ hiddenAt: NOW }).where(like(properties.key, "k%"));
  return { database, project: { id, timeZone: "UTC" } };
}

const sorted = <T>(rows: readonly T[]) => rows.map((row) => JSON.stringify(row)).sort();

/** Requests and their table by the first key. */
async function tables(context: QueryContext, filter: Filter | null, [key = ""]: readonly string[]) {
  const ask = { filter, range } as const;
  const { rows: requests } = await listRequests(context, { ...ask, order: "newest", limit: 100, cursor: null });
  const table = await propertyTable(context, {
    ...{
      ...ask,
      field: fieldOf(key),
      previous: null,
      sort: "requests",
      direction: "desc",
      search: "",
      limit: 100,
    },
  });
  return {
    requests: sorted(
      requests.map(({ createdAt, properties, model, user }) => ({ createdAt, properties, model, user })),
    ),
    table: sorted(table.rows),
    totals: table.totals,
  };
}

/** Every kind of question, with the order among equals left open. */
async function answers(context: QueryContext, filter: Filter | null, keys: readonly string[]) {
  const [one = "", other = ""] = keys;
  const [field, columns] = [fieldOf(one), fieldOf(other)];
  const ask = { filter, range } as const;
  const query = { ...ask, order: [], limit: 1000, granularity: null };
  const grouped = await runQuery(context, {
    ...query,
    metrics: ["requests", "cost", "unpriced", "latency_avg", "latency_p95", "errors"],
    dimensions: [...new Set([field, "model" as const])],
  });
  const hourly = await runQuery(context, {
    ...query,
    metrics: ["cost"],
    dimensions: [field, columns],
    granularity: "hour",
  });
  const users = await propertyTable(context, {
    ...{ ...ask, field, previous: null, sort: "users", direction: "desc", search: "", limit: 100 },
  });
  const seen = await seenByValue(context, { ...ask, field, values: [...users.found.keys()] });
  const chart = await propertyOverTime(context, { ...ask, field, metric: "requests", top: 100 });
  const exported: unknown[] = [];
  await exportValues(context, { ...ask, field, orderBy: "cost", direction: "desc" }, async (values) => {
    exported.push(...values);
  });
  const cross =
    one === other ? null : await crossTab(context, { ...ask, rows: field, columns, metric: "cost", top: 50 });
  const list = await listProperties(context, ask);
  const middle = new Date(START.getTime() + 3 * HOUR);
  const changed = await whatChanged(context, {
    ...{ metric: "cost", filter, reach: "all" },
    periods: { base: { from: START, to: middle }, current: { from: middle, to: range.to } },
  });
  return {
    ...(await tables(context, filter, keys)),
    count: await countRequests(context, { ...ask, exact: true }),
    grouped: sorted(grouped.rows),
    users: sorted(users.rows),
    seen: sorted(seen.map(({ raw, ...row }) => ({ ...row, value: raw === null ? null : users.found.get(raw) }))),
    offered: sorted((await propertyValues(context, { ...ask, field, search: "e", limit: 100 })).values),
    hourly: sorted(hourly.rows),
    chart: sorted(chart.series),
    exported: sorted(exported),
    cross: cross && { rows: sorted(cross.rows), columns: sorted(cross.columns), cells: sorted(cross.cells.flat()) },
    list: sorted(list.filter((each) => each.requests > 0).map(({ pinned, ...each }) => each)),
    changed: sorted(
      changed.dimensions
        .filter(({ contributions }) => contributions.some(({ kind }) => kind !== "untagged"))
        .map((each) => [
          each.field,
          sorted(each.contributions.map(({ kind, value, before, after }) => [kind, value, before, after])),
        ]),
    ),
  };
}

test("with merge rules every question answers as if the requests had been sent that way, and as before without them", async () => {
  const { database } = await createTestDatabase();
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRequest, { minLength: 1, maxLength: 40 }),
      anyRules,
      fc.option(anyFilter),
      fc.tuple(fc.constantFrom(...ASKED), fc.constantFrom(...ASKED)),
      fc.boolean(),
      async (requests, rules, filter, keys, rolledUp) => {
        const sent = requests.map((request, index) => ({
          ...request,
          at: new Date(request.at.getTime() - (request.at.getTime() % 1000) + index),
        }));
        const merged = await openProject(database, sent);
        const wanted = await openProject(
          database,
          sent.map((request) => ({
            ...request,
            properties: rewritten(rules, request.properties ?? []),
            model: readAs(rules, ["_model", request.model ?? ""]).pair[1],
            user: request.user && readAs(rules, ["_user", request.user]).pair[1],
          })),
        );
        if (rolledUp) await buildNow(database, NOW, 1000);
        const [typed, meant] = filter === null ? [null, null] : filters(rules, filter);
        const before = await tables(merged, typed, keys);
        for (const rule of rules) await database.insert(aliases).values({ projectId: merged.project.id, ...rule });
        const readKeys = keys.map((key) => readAs(rules, [key, ""]).pair[0]);
        const found = await answers(merged, typed, readKeys);
        expect(found).toEqual(await answers(wanted, meant, readKeys));
        // By the old names too.
        expect((await tables(merged, typed, keys)).table).toEqual(found.table);
        await database.delete(aliases).where(eq(aliases.projectId, merged.project.id));
        expect(await tables(merged, typed, keys)).toEqual(before);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});
