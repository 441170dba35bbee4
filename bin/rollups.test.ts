import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { FIELD_IDS } from "@/db/field-ids";
import { createPartitions, partitionDay } from "@/db/partitions";
import { rollupBuilt, rollupFields, rollupSums } from "@/db/rollup-schema";
import { HOUR_MS } from "@/db/rollup-time";
import { aliases, dictionary, facts, projects } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { createTestProperties, insertTestFacts, randomFact, seededRandom, type TestFact } from "@/db/test-facts";
import type { Metric } from "@/lib/filters/metrics";
import { markHours } from "@/lib/ingest/rollups/mark-hours";
import { buildNow } from "@/lib/ingest/rollups/rebuild";
import { verifyProject } from "@/lib/ingest/rollups/verify";
import { runQuery } from "@/lib/query/run-query";
import type { Query, QueryResult } from "@/lib/query/types";
import {
  ALL_METRICS,
  anyQuestion,
  anyRanking,
  askAll,
  expectSameAnswer,
  expectSameRank,
  isPercentile,
  queryOf,
  type Ranking,
  rank,
} from "./rollup-questions.fixture";

const DAY_MS = 24 * HOUR_MS;
/** Zones with whole, half and quarter hours; a moment shortly after clocks changed there, by half an hour in the last. */
const ZONES = [
  { timeZone: "UTC", now: new Date("2026-03-10T10:30:00Z") },
  { timeZone: "America/New_York", now: new Date("2026-11-02T15:20:00Z") },
  { timeZone: "Asia/Kathmandu", now: new Date("2026-11-02T18:40:00Z") },
  { timeZone: "Asia/Kolkata", now: new Date("2026-11-02T20:40:00Z") },
  { timeZone: "Australia/Lord_Howe", now: new Date("2026-04-06T02:10:00Z") },
];
async function nameValues(database: Database, projectId: number, fieldIds: number[]): Promise<void> {
  const codes = Array.from({ length: 20 }, (_, index) => index + 1);
  const rows = fieldIds.flatMap((fieldId) =>
    codes.map((code) => ({ projectId, fieldId, code, value: `v${code}`, valueHash: Buffer.from(`${code}`) })),
  );
  await database.insert(dictionary).overridingSystemValue().values(rows);
  // As the writer has it, or no filter finds the values.
  await database.execute(sql`update dictionary set value_hash = sha256(convert_to(value, 'UTF8'))`);
}

async function insertMarked(database: Database, rows: TestFact[]): Promise<void> {
  await createPartitions(
    database,
    rows.map(({ createdAt }) => partitionDay(createdAt)),
  );
  await database.transaction(async (transaction) => {
    await transaction.insert(facts).values(rows);
    await markHours(transaction, rows);
  });
}

/** Edits and deletes what lies in an hour, as property edits, re-pricing and deletions do. */
async function changeHour(database: Database, projectId: number, moment: Date): Promise<void> {
  const from = new Date(Math.floor(moment.getTime() / HOUR_MS) * HOUR_MS);
  const until = new Date(from.getTime() + HOUR_MS);
  const within = sql`project_id = ${projectId} and created_at >= ${from.toISOString()} and created_at < ${until.toISOString()}`;
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`update facts set slot_1 = 1 + slot_1 % 12, cost = 7 where ${within}`);
    await transaction.execute(sql`delete from facts where ${within} and latency_bucket % 5 = 0`);
    await markHours(transaction, [{ projectId, createdAt: from }]);
  });
}

/** Of built-in fields, one into a value that nothing was sent with. */
const MERGES = [
  { key: "_model", value: "v1", toKey: "_model", toValue: "v2" },
  { key: "_user", value: "v3", toKey: "_user", toValue: "v4" },
  { key: "_user", value: "v5", toKey: "_user", toValue: "new" },
];

type Change = { atMost: number; changes: number[]; rebuilt: number };

/** A project with three days of requests, some of them rolled up, some changed since. */
async function someProject(
  database: Database,
  { timeZone, now }: (typeof ZONES)[number],
  seed: number,
  { atMost, changes, rebuilt }: Change,
  many: string[],
): Promise<number> {
  const projectId = await createTestProject(database, timeZone);
  const propertyIds = await createTestProperties(database, projectId, 3);
  await nameValues(database, projectId, [FIELD_IDS.model, FIELD_IDS.provider, FIELD_IDS.user, ...propertyIds]);
  for (const name of many) {
    // As though it had thousands of values: summed up by day only.
    const fieldId = name === "user" ? FIELD_IDS.user : (propertyIds[2] ?? 0);
    const limited = { state: "sums", reason: "many", seenAt: now } as const;
    await database.insert(rollupFields).values({ projectId, fieldId, ...limited });
  }
  const random = seededRandom(seed);
  const someFacts = (count: number) =>
    Array.from({ length: count }, () => randomFact(projectId, new Date(now.getTime() - random(3 * DAY_MS)), random));
  await insertTestFacts(database, someFacts(900));
  await buildNow(database, now, atMost);
  if (changes.length > 0) await insertMarked(database, someFacts(changes.length));
  for (const minutes of changes) await changeHour(database, projectId, new Date(now.getTime() - minutes * 60_000));
  await buildNow(database, now, rebuilt);
  return projectId;
}

test("whatever is built, changed or still running: rollups answer what facts answer", async () => {
  const { database } = await createTestDatabase();
  const sources = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ZONES),
      fc.integer(),
      fc.record({
        atMost: fc.constantFrom(20, 60, 1000, 1000),
        changes: fc.array(fc.nat(3 * 24 * 60), { maxLength: 6 }),
        rebuilt: fc.constantFrom(0, 3, 8),
      }),
      fc.subarray(["user", "key-3"], { minLength: 1 }),
      fc.array(anyQuestion, { minLength: 8, maxLength: 8 }),
      fc.array(anyRanking, { minLength: 6, maxLength: 6 }),
      fc.subarray(MERGES),
      async (zone, seed, change, many, questions, rankings, merges) => {
        const projectId = await someProject(database, zone, seed, change, many);
        for (const merge of merges) await database.insert(aliases).values({ projectId, ...merge });
        const context = { database, project: { id: projectId, timeZone: zone.timeZone } };
        const found = await askAll(context, questions, rankings, zone.now);
        await database.delete(rollupBuilt);
        const wanted = await askAll(context, questions, rankings, zone.now);
        for (const [index, question] of questions.entries()) {
          const [one, other] = [found.answers[index], wanted.answers[index]];
          if (!one || !other) throw new Error("every question has two answers");
          expect(other.meta.source).toBe("facts");
          sources.add(one.meta.source);
          expectSameAnswer(one, other, queryOf(question, zone.now).metrics);
        }
        for (const [index, other] of wanted.ranks.entries()) expectSameRank(found.ranks[index] ?? other, other);
      },
    ),
    { numRuns: 4, endOnFailure: true },
  );
  expect(sources).toContain("rollups+facts");
}, 300_000);

test("weeks of values that are only summed up answer what facts answer, until one of their hours changes and afterwards", async () => {
  const { database } = await createTestDatabase();
  // Its clocks go back on a Sunday in the middle.
  const [timeZone, now] = ["America/New_York", new Date("2026-11-10T15:20:00Z")];
  const projectId = await createTestProject(database, timeZone);
  await nameValues(database, projectId, [FIELD_IDS.user]);
  const many = { state: "sums", reason: "many", seenAt: now } as const;
  await database.insert(rollupFields).values({ projectId, fieldId: FIELD_IDS.user, ...many });
  const random = seededRandom(7);
  const moment = () => new Date(now.getTime() - random(17 * DAY_MS));
  await insertTestFacts(
    database,
    Array.from({ length: 1500 }, () => randomFact(projectId, moment(), random)),
  );
  const build = async () => {
    while ((await buildNow(database, now, 1000)) > 0);
  };
  const context = { database, project: { id: projectId, timeZone } };
  const metrics = ALL_METRICS.filter((metric) => !isPercentile(metric));
  const ranges = [17, 15, 9].flatMap((days) =>
    [0, 2].map((until) => ({
      from: new Date(now.getTime() - days * DAY_MS - 1),
      to: new Date(now.getTime() - until * DAY_MS),
    })),
  );
  const ask = async () => {
    const answers = [];
    for (const range of ranges) {
      const query = { filter: null, range, granularity: null, order: [], limit: 1000 };
      answers.push(await runQuery(context, { ...query, metrics, dimensions: ["user"] }));
    }
    return answers;
  };
  const question = { filter: null, dimensions: [], withPercentiles: true, granularity: null, wholeHours: false };
  const ends = { from: 17 * 1440, to: 0 };
  const ranking: Ranking = {
    field: "user",
    by: "cost",
    limit: 3,
    filtered: false,
    question: { ...question, ...ends },
    ...ends,
  };
  const topMetrics: Metric[] = ["cost", "requests", "latency_p50", "latency_p95"];
  const top = () =>
    runQuery(context, {
      ...{ metrics: topMetrics, dimensions: ["user"], filter: null, granularity: null, limit: 5 },
      ...{ range: ranges[0] ?? { from: now, to: now }, order: [{ by: "cost", direction: "desc" }] },
    });
  const compare = async (found: QueryResult[]) => {
    const ranked = await rank(context, ranking, now);
    const leading = await top();
    const built = await database.delete(rollupBuilt).returning();
    for (const [index, wanted] of (await ask()).entries()) expectSameAnswer(found[index] ?? wanted, wanted, metrics);
    expectSameRank(ranked, await rank(context, ranking, now));
    expectSameAnswer(leading, await top(), topMetrics);
    await database.insert(rollupBuilt).values(built);
    return leading.meta.source;
  };
  const withWeeks = (answers: QueryResult[]) => answers.filter(({ meta }) => meta.reason.includes("weeks")).length;

  await build();
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
  const clean = await ask();
  expect(withWeeks(clean)).toBeGreaterThan(2);
  expect(await compare(clean)).toBe("rollups+facts");
  // As days were built before values had histograms: percentiles come from requests until these are added.
  await database.update(rollupSums).set({ latencyHistogram: null });
  await database.update(rollupBuilt).set({ summedHistograms: false });
  expect(await compare(clean)).toBe("facts");
  await build();
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
  expect(await compare(clean)).toBe("rollups+facts");
  await changeHour(database, projectId, new Date("2026-11-01T06:30:00Z"));
  const changed = await ask();
  expect(withWeeks(changed)).toBeLessThan(withWeeks(clean));
  await compare(changed);
  await build();
  const again = await ask();
  expect(withWeeks(again)).toBe(withWeeks(clean));
  await compare(again);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
  await database.update(projects).set({ timeZone: "Asia/Kolkata" });
  await build();
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
}, 300_000);

test("answers are exact in every snapshot while late requests arrive, hours change and cells are built", async () => {
  const { database } = await createTestDatabase();
  const timeZone = "Asia/Kolkata";
  const now = new Date("2026-11-02T20:40:00Z");
  const projectId = await createTestProject(database, timeZone);
  const [propertyId = 0] = await createTestProperties(database, projectId, 1);
  await nameValues(database, projectId, [propertyId]);
  const random = seededRandom(11);
  const anyMoment = () => new Date(now.getTime() - random(2 * DAY_MS));
  // Always the same two hours: changes meet the very cell that is being built.
  const busyMoment = () => new Date(now.getTime() - DAY_MS - random(2 * HOUR_MS));
  await insertTestFacts(
    database,
    Array.from({ length: 300 }, () => randomFact(projectId, anyMoment(), random)),
  );
  await buildNow(database, now, 1000);
  const range = { from: new Date(now.getTime() - 2 * DAY_MS), to: now };
  let writing = true;
  const sources = new Set<string>();

  const write = async () => {
    for (let round = 0; round < 80; round++) {
      const moment = busyMoment();
      await insertMarked(database, [randomFact(projectId, moment, random)]);
      if (round % 5 === 0) await changeHour(database, projectId, moment);
    }
    writing = false;
  };
  const rebuild = async () => {
    while (writing) await buildNow(database, now, 5);
  };
  const compare = async () => {
    while (writing) {
      await database.transaction(
        async (transaction) => {
          const snapshot = Object.assign(transaction, { $client: database.$client });
          const context = { database: snapshot, project: { id: projectId, timeZone } };
          const query: Query = {
            ...{ metrics: ["requests", "cost", "errors", "latency_avg"], dimensions: ["property:key-1"], filter: null },
            ...{ range, granularity: null, order: [], limit: 1000 },
          };
          const { rows, meta } = await runQuery(context, query);
          sources.add(meta.source);
          const wanted = await transaction.execute<{ code: number; requests: number; cost: string | null }>(sql`
            select slot_1 as code, count(*)::int as requests, sum(cost)::text as cost from facts
            where project_id = ${projectId} and created_at >= ${range.from.toISOString()}
              and created_at < ${range.to.toISOString()} group by slot_1`);
          const expected = wanted.map(({ code, requests, cost }) => [code === 0 ? null : `v${code}`, requests, cost]);
          const found = rows.map(({ values, metrics }) => [
            values[0],
            metrics[0],
            metrics[1] == null ? null : String(Math.round(metrics[1] * 1e9)),
          ]);
          expect(found.sort()).toEqual(expected.sort());
        },
        { isolationLevel: "repeatable read" },
      );
    }
  };
  await Promise.all([write(), rebuild(), compare()]);
  expect(sources).toContain("rollups+facts");
  while ((await buildNow(database, now, 1000)) > 0);
  expect(await verifyProject(database, projectId)).toMatchObject({ dirty: 0, differences: [] });
});
