import fc from "fast-check";
import { expect } from "vitest";
import { HOUR_MS } from "@/db/rollup-time";
import type { Filter } from "@/lib/filters/filter";
import { METRICS, type Metric } from "@/lib/filters/metrics";
import { bucketStarts } from "@/lib/filters/time-range";
import type { QueryContext } from "@/lib/query/context";
import { runQuery } from "@/lib/query/run-query";
import type { Dimension, Query, QueryResult, QueryRow } from "@/lib/query/types";
import { rankValues, splitByValues } from "@/lib/query/value-groups";

const FIELDS: Dimension[] = [
  "model",
  "provider",
  "status",
  "user",
  "property:key-1",
  "property:key-2",
  "property:key-3",
  "property:none",
];
export const ALL_METRICS = Object.keys(METRICS).filter((name): name is Metric => Object.hasOwn(METRICS, name));
export const isPercentile = (metric: Metric) => /_p\d+$/.test(metric);

const anyLeaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    field: fc.constantFrom(
      "model" as const,
      "user" as const,
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
/** A question of the read side: filter, groups, range and buckets at random. */
export const anyQuestion = fc.record({
  filter: anyFilter,
  dimensions: fc.uniqueArray(fc.constantFrom(...FIELDS), { maxLength: 2 }),
  withPercentiles: fc.boolean(),
  granularity: fc.constantFrom(null, "hour" as const, "day" as const),
  // In minutes before now, which may be rounded to the hour; and beyond now.
  from: fc.integer({ min: 60, max: 5000 }),
  to: fc.oneof(fc.constant(-600), fc.integer({ min: 0, max: 2000 })),
  wholeHours: fc.boolean(),
});
/** Values in an order, and what they, all others and untagged hold. */
export const anyRanking = fc.record({
  field: fc.constantFrom("user" as const, "property:key-2" as const, "property:key-3" as const),
  by: fc.constantFrom("cost" as const, "requests" as const, "latency_avg" as const, "errors" as const),
  limit: fc.integer({ min: 1, max: 12 }),
  question: anyQuestion,
  // Long enough to hold a whole day, the only kind of cell that such fields may have.
  from: fc.integer({ min: 2500, max: 5000 }),
  to: fc.integer({ min: -600, max: 600 }),
  filtered: fc.boolean(),
});
export type Ranking = typeof anyRanking extends fc.Arbitrary<infer T> ? T : never;
type Question = typeof anyQuestion extends fc.Arbitrary<infer T> ? T : never;

export function queryOf(question: Question, now: Date): Query {
  const unit = question.wholeHours ? HOUR_MS : 1;
  const before = (minutes: number) => Math.floor((now.getTime() - minutes * 60_000) / unit) * unit;
  const from = before(question.from);
  const range = { from: new Date(from), to: new Date(Math.max(from + HOUR_MS, before(question.to))) };
  const { filter, dimensions, granularity, withPercentiles } = question;
  const metrics = ALL_METRICS.filter((metric) => withPercentiles || !isPercentile(metric));
  return { metrics, dimensions, filter, range, granularity, order: [], limit: 10_000 };
}

export async function rank(
  context: QueryContext,
  { field, by, limit, question, filtered, ...ends }: Ranking,
  now: Date,
) {
  const { filter: drawn, range, granularity, metrics } = queryOf({ ...question, ...ends }, now);
  const filter = filtered ? drawn : null;
  const order = { metrics: [by], orderBy: by, direction: "desc", limit } as const;
  const { groups, count } = await rankValues(context, { field, filter, range, ...order });
  const buckets = granularity === null ? null : bucketStarts(range, granularity, context.project.timeZone);
  const values = groups.map(({ raw }) => raw);
  const rows = await splitByValues(context, { field, values, filter, range, metrics, buckets });
  return {
    groups,
    count,
    metrics,
    parts: new Map(rows.map((row) => [JSON.stringify([row.kind, row.raw, row.bucket]), row.metrics])),
  };
}

type Ranked = Awaited<ReturnType<typeof rank>>;

export async function askAll(context: QueryContext, questions: Question[], rankings: Ranking[], now: Date) {
  const answers = [];
  for (const question of questions) answers.push(await runQuery(context, queryOf(question, now)));
  const ranks = [];
  for (const ranking of rankings) ranks.push(await rank(context, ranking, now));
  return { answers, ranks };
}

export function expectSameAnswer(found: QueryResult, wanted: QueryResult, metrics: readonly Metric[]): void {
  const keyOf = (row: QueryRow) => `${row.time?.toISOString()} ${JSON.stringify(row.values)}`;
  expect(found.rows.map(keyOf).sort()).toEqual(wanted.rows.map(keyOf).sort());
  const rows = new Map(wanted.rows.map((row) => [keyOf(row), row]));
  for (const row of found.rows) expectSame(row.metrics, rows.get(keyOf(row))?.metrics ?? [], metrics);
}

export function expectSameRank(found: Ranked, wanted: Ranked): void {
  expect({ groups: found.groups, count: found.count }).toEqual({ groups: wanted.groups, count: wanted.count });
  expect([...found.parts.keys()].sort()).toEqual([...wanted.parts.keys()].sort());
  for (const [part, figures] of found.parts) expectSame(figures, wanted.parts.get(part) ?? [], wanted.metrics);
}

function expectSame(found: (number | null)[], wanted: (number | null)[], metrics: readonly Metric[]): void {
  for (const [index, metric] of metrics.entries()) {
    const [one, other] = [found[index] ?? null, wanted[index] ?? null];
    if (!isPercentile(metric) || one === null || other === null) expect([metric, one]).toEqual([metric, other]);
    else expect(Math.abs(one - other)).toBeLessThanOrEqual(other * 0.02);
  }
}
