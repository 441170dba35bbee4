import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { CHANGE_METRICS, type ChangeMetric } from "@/lib/filters/what-changed-params";
import { insertRequests, type TestRequest } from "@/lib/query/test-data";
import type { Contribution, PeriodFigures } from "@/lib/query/what-changed/types";
import { comparedDimensions } from "./dimensions";
import { periodBuckets } from "./periods";
import { readGroups } from "./read-groups";
import { whatChanged } from "./what-changed";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 2);
/** Twice five days. */
const MIDDLE = START + 5 * DAY;
const periods = {
  base: { from: new Date(START), to: new Date(MIDDLE) },
  current: { from: new Date(MIDDLE), to: new Date(MIDDLE + 5 * DAY) },
};

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value);
const anyRequest: fc.Arbitrary<TestRequest> = fc.record({
  at: fc.integer({ min: 0, max: 10 * DAY - 1 }).map((offset) => new Date(START + offset)),
  properties: fc.constantFrom<[string, string][]>([], [["plan", "free"]], [["plan", "paid"]]),
  finishReason: maybe(fc.constantFrom("stop", "length", "")),
  // More of them than are shown.
  error: maybe(fc.integer({ min: 0, max: 40 }).map((n) => `error ${n}`)),
  country: maybe(fc.constantFrom("DE", "FR", "US")),
  feedback: maybe(fc.boolean()),
  stream: fc.boolean(),
  status: fc.constantFrom(200, 200, 429, 500),
  cost: maybe(fc.integer({ min: 0, max: 2 ** 40 })),
  inputTokens: maybe(fc.integer({ min: 0, max: 5000 })),
  outputTokens: fc.constant(null),
  latencyMs: fc.integer({ min: 0, max: 90_000 }),
});

const choice = (flag: boolean | null | undefined, yes: string, no: string) =>
  flag === null || flag === undefined ? null : flag ? yes : no;
const VALUE_OF: Record<string, (request: TestRequest) => string | null> = {
  finish_reason: ({ finishReason }) => finishReason ?? null,
  error: ({ error }) => error ?? null,
  country: ({ country }) => country ?? null,
  feedback: ({ feedback }) => choice(feedback, "good", "bad"),
  stream: ({ stream }) => choice(stream, "yes", "no"),
};

test("finish reason, error, stream, country and feedback add up, value by value and together, whatever the filter", async () => {
  const { database } = await createTestDatabase();
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRequest, { minLength: 1, maxLength: 120 }),
      fc.constantFrom(...CHANGE_METRICS),
      fc.constantFrom(
        ...[
          { text: null, keeps: () => true },
          { text: "property:plan:free", keeps: ({ properties }: TestRequest) => properties?.[0]?.[1] === "free" },
          { text: "error:*", keeps: ({ error }: TestRequest) => error !== null },
        ],
      ),
      async (requests, metric, { text, keeps }) => {
        const id = await createTestProject(database, "UTC");
        await insertRequests(database, id, requests);
        const context = { database, project: { id, timeZone: "UTC" } };
        const filter = text === null ? null : parseFilterText(text);
        const { whole, dimensions } = await whatChanged(context, { metric, filter, periods, reach: "quick" });
        const kept = requests.filter(keeps);
        for (const [field, textIn] of Object.entries(VALUE_OF)) {
          const { contributions = [], values } = dimensions.find((each) => each.field === field) ?? {};
          expect(values).toBe(new Set(kept.map(textIn)).size);
          for (const { kind, value, before, after } of contributions.filter((each) => each.kind !== "other")) {
            expect(kind).toBe(value === null ? "untagged" : "value");
            const own = kept.filter((request) => textIn(request) === value);
            expect([before, after].map(plain)).toEqual(sidesOf(own).map(plain));
          }
          expect(together(contributions, "before")).toEqual(sumsOf([whole.before]));
          expect(together(contributions, "after")).toEqual(sumsOf([whole.after]));
          expect(contributions.reduce((sum, { change }) => sum + change, 0)).toBeCloseTo(whole.change, 6);
        }
      },
    ),
    { numRuns: 25 },
  );
});

const nano = (usd: number | null) => BigInt(Math.round((usd ?? 0) * 1e9));
/** With latency as what its calls took together. */
const plain = ({ latencyAvg, cost, ...figures }: PeriodFigures) => ({
  ...figures,
  cost: nano(cost),
  latency: Math.round((latencyAvg ?? 0) * figures.requests),
});

function sidesOf(requests: readonly TestRequest[]): PeriodFigures[] {
  const late = (request: TestRequest) => request.at.getTime() >= MIDDLE;
  return [false, true].map((side) => figuresOf(requests.filter((request) => late(request) === side)));
}

function figuresOf(requests: readonly TestRequest[]): PeriodFigures {
  const sum = (of: (request: TestRequest) => number) => requests.reduce((all, each) => all + of(each), 0);
  return {
    requests: requests.length,
    cost: sum(({ cost }) => cost ?? 0) / 1e9,
    unpriced: sum(({ cost }) => Number(cost === null)),
    tokens: sum(({ inputTokens }) => inputTokens ?? 0),
    errors: sum(({ status }) => Number((status ?? 200) >= 400)),
    latencyAvg: requests.length === 0 ? null : sum(({ latencyMs }) => latencyMs ?? 0) / requests.length,
  };
}

const together = (contributions: readonly Contribution[], side: "before" | "after") =>
  sumsOf(contributions.map((each) => each[side]));

function sumsOf(figures: readonly PeriodFigures[]) {
  const all = figures.map(plain);
  const sum = (of: (each: ReturnType<typeof plain>) => number) => all.reduce((total, each) => total + of(each), 0);
  return {
    requests: sum(({ requests }) => requests),
    cost: all.reduce((total, { cost }) => total + cost, 0n),
    unpriced: sum(({ unpriced }) => unpriced),
    tokens: sum(({ tokens }) => tokens),
    errors: sum(({ errors }) => errors),
    latency: sum(({ latency }) => latency),
  };
}

/** A hundred calls a day, alike but for `late` in the later days of every fifth. */
function history(late: Partial<TestRequest>): TestRequest[] {
  return Array.from({ length: 10 * 100 }, (_, index): TestRequest => {
    const day = Math.floor(index / 100);
    const usual: TestRequest = {
      at: new Date(START + day * DAY + (index % 100) * 14 * 60_000),
      finishReason: "stop",
      country: index % 3 === 0 ? "DE" : "US",
      stream: index % 2 === 0,
      feedback: index % 8 === 0 ? index % 16 === 0 : null,
      error: index % 20 === 7 ? "the connection broke off" : null,
      cost: 1_000_000,
    };
    return day >= 5 && index % 5 === 0 ? { ...usual, ...late } : usual;
  });
}

const dear = { cost: 6_000_000 };
const causes: { late: Partial<TestRequest>; metric: "cost" | "errors"; finds: string }[] = [
  { late: { ...dear, finishReason: "length" }, metric: "cost", finds: "Finish reason = length" },
  { late: { ...dear, country: "BR" }, metric: "cost", finds: "Country = BR" },
  { late: { error: "getaddrinfo ENOTFOUND", status: 502 }, metric: "errors", finds: "Error = getaddrinfo ENOTFOUND" },
  { late: { ...dear, feedback: false }, metric: "cost", finds: "Feedback = bad" },
];

test("a cause planted there is found, and without one nothing stands out", async () => {
  const { database } = await createTestDatabase();
  const compare = async (requests: TestRequest[]) => {
    const id = await createTestProject(database, "UTC");
    await insertRequests(database, id, requests);
    const context = { database, project: { id, timeZone: "UTC" } };
    return (metric: ChangeMetric) => whatChanged(context, { metric, filter: null, periods, reach: "all" });
  };
  for (const { late, metric, finds } of causes) {
    const { findings } = await (await compare(history(late)))(metric);
    const named = findings.flatMap((finding) => [finding, ...finding.same]);
    expect(named.map(({ label, value }) => `${label} = ${value}`)).toContain(finds);
  }
  const unchanged = await compare(history({}));
  for (const metric of ["cost", "errors"] as const) expect((await unchanged(metric)).findings).toEqual([]);
});

test("of very many requests those that few have are still found, and the rest is left out by name at once", async () => {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database, "UTC");
  await insertRequests(database, id, history({ ...dear, feedback: false }));
  const context = { database, project: { id, timeZone: "UTC" } };
  const { dimensions, codes } = await comparedDimensions(context, null, new Set());
  const buckets = periodBuckets(periods, "UTC");
  const asked = {
    metric: "cost",
    filter: null,
    buckets,
    codes,
    dimensions,
    mostScanned: 1000,
    mostReadWhole: 100,
  } as const;
  const quick = await readGroups(context, { ...asked, mostOpened: 100, leavesMany: true });
  expect(quick.leftOut.map(({ label }) => label)).toEqual(["Finish reason", "Streamed", "Country"]);
  expect(quick.postponed.map(({ dimension }) => dimension.label)).toEqual(["Error", "Feedback"]);
  const whole = await readGroups(context, { ...asked, mostOpened: 1000, leavesMany: false });
  expect(whole.leftOut).toEqual(quick.leftOut);
  expect(whole.dimensions.map(({ dimension }) => dimension.label)).toContain("Feedback");
});

test("what the wide table cannot say in time is left out by name, and the rest is answered", async () => {
  const { database } = await createTestDatabase();
  const id = await createTestProject(database, "UTC");
  await insertRequests(database, id, history({}));
  const context = { database, project: { id, timeZone: "UTC" } };
  const { dimensions, codes } = await comparedDimensions(context, null, new Set());
  const limits = { mostScanned: 1000, mostOpened: 1000, leavesMany: false, patienceMs: 200 };
  const buckets = periodBuckets(periods, "UTC");
  const read = await database.transaction(async (other) => {
    await other.execute(sql`lock table details in access exclusive mode`);
    return readGroups(context, { metric: "cost", filter: null, buckets, codes, dimensions, ...limits });
  });
  expect(read.leftOut.map(({ label }) => label)).toEqual(["Finish reason", "Error", "Streamed", "Country", "Feedback"]);
  expect(read.dimensions.map(({ dimension }) => dimension.label)).toEqual(["Model", "Provider", "User", "Status"]);
  const few = await readGroups(context, {
    metric: "cost",
    filter: null,
    buckets,
    codes,
    dimensions,
    ...limits,
    mostOpened: 10,
  });
  expect(few.postponed.map(({ until }) => until)).toEqual(["all", "all", "all", "all", "all"]);
});
