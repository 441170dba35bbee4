import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { FIELD_IDS } from "@/db/field-ids";
import { createPartitions, partitionDay } from "@/db/partitions";
import { rollupBuilt } from "@/db/rollup-schema";
import { HOUR_MS } from "@/db/rollup-time";
import { dictionary, facts } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { createTestProperties, insertTestFacts, randomFact, seededRandom, type TestFact } from "@/db/test-facts";
import type { Filter } from "@/lib/filters/filter";
import { METRICS, type Metric } from "@/lib/filters/metrics";
import { markHours } from "@/lib/ingest/rollups/mark-hours";
import { buildNow } from "@/lib/ingest/rollups/rebuild";
import { verifyProject } from "@/lib/ingest/rollups/verify";
import { runQuery } from "@/lib/query/run-query";
import type { Dimension, Query } from "@/lib/query/types";

const DAY_MS = 24 * HOUR_MS;
/** Zones with whole, half and quarter hours; a moment shortly after clocks changed there, by half an hour in the last. */
const ZONES = [
  { timeZone: "UTC", now: new Date("2026-03-10T10:30:00Z") },
  { timeZone: "America/New_York", now: new Date("2026-11-02T15:20:00Z") },
  { timeZone: "Asia/Kathmandu", now: new Date("2026-11-02T18:40:00Z") },
  { timeZone: "Asia/Kolkata", now: new Date("2026-11-02T20:40:00Z") },
  { timeZone: "Australia/Lord_Howe", now: new Date("2026-04-06T02:10:00Z") },
];
const FIELDS: Dimension[] = [
  "model",
  "provider",
  "status",
  "property:key-1",
  "property:key-2",
  "property:key-3",
  "property:none",
];
const ALL_METRICS = Object.keys(METRICS).filter((name): name is Metric => Object.hasOwn(METRICS, name));
const isPercentile = (metric: Metric) => /_p\d+$/.test(metric);

const anyLeaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    field: fc.constantFrom(
      "model" as const,
      "property:key-1" as const,
      "property:key-2" as const,
      "property:none" as const,
    ),
    op: fc.constantFrom("is" as const, "is_not" as const, "contains" as const, "starts_with" as const),
    values: fc.uniqueArray(fc.constantFrom("v1", "v2", "v3", "v"), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    field: fc.constantFrom("provider" as const, "property:key-3" as const),
    op: fc.constantFrom("is_set" as const, "is_unset" as const),
    values: fc.constant<string[]>([]),
  }),
  fc.record({
    field: fc.constant("status" as const),
    op: fc.constantFrom("is" as const, "is_not" as const),
    values: fc.uniqueArray(fc.constantFrom("404", "4xx", "2xx", "error", "cancelled", "interrupted"), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
);
const anyFilter: fc.Arbitrary<Filter | null> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: anyLeaf },
  anyLeaf.map((not) => ({ not })),
  fc.tuple(anyLeaf, anyLeaf).map((and) => ({ and })),
  fc.tuple(anyLeaf, anyLeaf).map((or) => ({ or })),
);
const anyQuestion = fc.record({
  filter: anyFilter,
  dimensions: fc.uniqueArray(fc.constantFrom(...FIELDS), { maxLength: 2 }),
  granularity: fc.constantFrom(null, "hour" as const, "day" as const),
  // In minutes before now, which may be rounded to the hour; and beyond now.
  from: fc.integer({ min: 60, max: 5000 }),
  to: fc.oneof(fc.constant(-600), fc.integer({ min: 0, max: 2000 })),
  wholeHours: fc.boolean(),
});
type Question = typeof anyQuestion extends fc.Arbitrary<infer T> ? T : never;

function queryOf(question: Question, now: Date): Query {
  const unit = question.wholeHours ? HOUR_MS : 1;
  const before = (minutes: number) => Math.floor((now.getTime() - minutes * 60_000) / unit) * unit;
  const from = before(question.from);
  const range = { from: new Date(from), to: new Date(Math.max(from + HOUR_MS, before(question.to))) };
  const { filter, dimensions, granularity } = question;
  return { metrics: ALL_METRICS, dimensions, filter, range, granularity, order: [], limit: 10_000 };
}

async function nameValues(database: Database, projectId: number, fieldIds: number[]): Promise<void> {
  const codes = Array.from({ length: 12 }, (_, index) => index + 1);
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

function expectSame(found: (number | null)[], wanted: (number | null)[], metrics: readonly Metric[]): void {
  for (const [index, metric] of metrics.entries()) {
    const [one, other] = [found[index] ?? null, wanted[index] ?? null];
    if (!isPercentile(metric) || one === null || other === null) expect([metric, one]).toEqual([metric, other]);
    else expect(Math.abs(one - other)).toBeLessThanOrEqual(other * 0.02);
  }
}

test("whatever is built, changed or still running: rollups answer what facts answer", async () => {
  const { database } = await createTestDatabase();
  const sources = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ZONES),
      fc.integer(),
      fc.constantFrom(1, 20, 60, 1000),
      fc.array(fc.nat(3 * 24 * 60), { maxLength: 6 }),
      fc.constantFrom(0, 3, 8),
      fc.array(anyQuestion, { minLength: 10, maxLength: 10 }),
      async ({ timeZone, now }, seed, atMost, changes, rebuilt, questions) => {
        const projectId = await createTestProject(database, timeZone);
        const propertyIds = await createTestProperties(database, projectId, 3);
        await nameValues(database, projectId, [FIELD_IDS.model, FIELD_IDS.provider, ...propertyIds]);
        const random = seededRandom(seed);
        const someFacts = (count: number) =>
          Array.from({ length: count }, () =>
            randomFact(projectId, new Date(now.getTime() - random(3 * DAY_MS)), random),
          );
        await insertTestFacts(database, someFacts(900));
        await buildNow(database, now, atMost);
        if (changes.length > 0) await insertMarked(database, someFacts(changes.length));
        for (const minutes of changes)
          await changeHour(database, projectId, new Date(now.getTime() - minutes * 60_000));
        await buildNow(database, now, rebuilt);

        const context = { database, project: { id: projectId, timeZone } };
        const ask = async () => {
          const answers = [];
          for (const question of questions) answers.push(await runQuery(context, queryOf(question, now)));
          return answers;
        };
        const found = await ask();
        await database.delete(rollupBuilt);
        const wanted = await ask();
        for (const [index, answer] of wanted.entries()) {
          expect(answer.meta.source).toBe("facts");
          const rollup = found[index];
          sources.add(rollup?.meta.source ?? "none");
          const keyOf = (row: (typeof answer.rows)[number]) =>
            `${row.time?.toISOString()} ${JSON.stringify(row.values)}`;
          expect(rollup?.rows.map(keyOf).sort()).toEqual(answer.rows.map(keyOf).sort());
          const rows = new Map(answer.rows.map((row) => [keyOf(row), row]));
          for (const row of rollup?.rows ?? [])
            expectSame(row.metrics, rows.get(keyOf(row))?.metrics ?? [], ALL_METRICS);
        }
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
  expect(sources).toContain("rollups+facts");
}, 120_000);

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
