import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { allOf, type Filter } from "@/lib/filters/filter";
import { parseFilterText } from "@/lib/filters/parse-filter-text";
import { previousRange } from "@/lib/filters/time-range";
import { listProperties } from "./list-properties";
import { metricCards } from "./metric-cards";
import { propertyOverTime } from "./property-over-time";
import { insertRequests, type TestRequest } from "./test-data";

// Weeks with a clock change in New York and in Berlin, and the turn of a month.
const START = new Date("2026-10-19T00:00:00Z");
const DAY = 86_400_000;
const NANO = 1e9;

/** Sixteen properties have slots, so that `zone` has none. */
const FILLERS = Array.from({ length: 15 }, (_, index): [string, string] => [`filler-${index}`, "x"]);

const anyRequest = fc.record({
  at: fc.integer({ min: 0, max: 21 * DAY - 1 }).map((offset) => new Date(START.getTime() + offset)),
  properties: fc
    .tuple(fc.option(fc.integer({ min: 0, max: 3 })), fc.option(fc.integer({ min: 0, max: 3 })))
    .map(([plan, zone]) => [
      ...(plan === null ? [] : [["plan", `p${plan}`] as [string, string]]),
      ...(zone === null ? [] : [["zone", `z${zone}`] as [string, string]]),
    ]),
  cost: fc.option(fc.integer({ min: 0, max: 2_000_000_000 }), { freq: 4 }),
  latencyMs: fc.integer({ min: 0, max: 5000 }),
  ttftMs: fc.option(fc.integer({ min: 0, max: 900 })),
  status: fc.constantFrom(200, 200, 429, 500),
  model: fc.constantFrom("gpt-4o", "claude"),
  user: fc.constantFrom("ada", "bob"),
  inputTokens: fc.option(fc.integer({ min: 0, max: 4000 })),
}) satisfies fc.Arbitrary<TestRequest>;

type Asked = { filter: Filter | null; where: SQL };

/** -1 when no request carries it: a comparison with null would be neither true nor false. */
const code = (value: string) =>
  sql`coalesce((select min(code) from dictionary where value = ${value} and project_id = facts.project_id), -1)`;
const CONDITIONS: Asked[] = [
  { filter: parseFilterText("property:plan:p1"), where: sql`slot_1 = ${code("p1")}` },
  { filter: parseFilterText("-property:plan:p1"), where: sql`slot_1 <> 0 and slot_1 <> ${code("p1")}` },
  { filter: parseFilterText("property:zone:z1,z2"), where: sql`coalesce(extra ->> 'zone' in ('z1', 'z2'), false)` },
  { filter: parseFilterText("model:gpt-4o"), where: sql`model_code = ${code("gpt-4o")}` },
  { filter: parseFilterText("user:ada"), where: sql`user_code = ${code("ada")}` },
  { filter: parseFilterText("cost>0.5"), where: sql`coalesce(cost > 500000000, false)` },
  { filter: parseFilterText("latency>1s"), where: sql`latency_ms > 1000` },
];

const { asked } = fc.letrec<{ asked: Asked }>((tie) => ({
  asked: fc.oneof(
    { maxDepth: 2 },
    fc.constant({ filter: null, where: sql`true` }),
    fc.constantFrom(...CONDITIONS),
    fc.tuple(tie("asked"), tie("asked")).map(([a, b]) => ({
      filter: allOf([a.filter, b.filter].filter((each) => each !== null)),
      where: sql`(${a.where}) and (${b.where})`,
    })),
    tie("asked").map(({ filter, where }) =>
      filter === null ? { filter, where } : { filter: { not: filter }, where: sql`not (${where})` },
    ),
  ),
}));

/** What plain SQL says, without any of our code. */
async function facts<Row extends Record<string, unknown>>(database: Database, select: SQL, scope: Scope) {
  const { id, from, to, where, groupBy = sql`` } = scope;
  return database.execute<Row>(sql`select ${select} from facts join details using (project_id, created_at, id)
    where facts.project_id = ${id} and created_at >= ${from.toISOString()}::timestamptz
      and created_at < ${to.toISOString()}::timestamptz and (${where})${groupBy}`);
}

type Scope = { id: number; from: Date; to: Date; where: SQL; groupBy?: SQL };

const number = (value: unknown) => (value === null ? null : Number(value));
const near = (value: number | null | undefined) =>
  value === null || value === undefined ? null : expect.closeTo(value, 6);

const usd = (nano: unknown) => near(nano === null ? null : Number(nano) / NANO);

const SUMS = sql`count(*) as requests, sum(cost) as cost, avg(latency_ms) as latency, avg(ttft_ms) as ttft,
  avg(case when status >= 400 or outcome <> 0 then 1 else 0 end) as errors,
  coalesce(sum(input_tokens), 0) + coalesce(sum(output_tokens), 0) as tokens, avg(cost) as cost_avg`;

test("cards, list and chart show what plain SQL over facts says, for random filters, zones and granularities", async () => {
  const { database } = await createTestDatabase();
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRequest, { minLength: 1, maxLength: 60 }),
      asked,
      fc.constantFrom("UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata"),
      fc.constantFrom("day" as const, "week" as const, "month" as const),
      fc.integer({ min: 2, max: 18 }),
      async (requests, { filter, where }, timeZone, granularity, days) => {
        const id = await createTestProject(database, timeZone);
        const first: TestRequest = {
          at: new Date(START.getTime() - 60 * DAY),
          properties: [["plan", "p0"], ...FILLERS, ["zone", "z0"]],
        };
        await insertRequests(database, id, [first, ...requests]);
        const context = { database, project: { id, timeZone } };
        const to = new Date(START.getTime() + 20 * DAY);
        const range = { from: new Date(to.getTime() - days * DAY), to };
        const previous = previousRange(range, to);
        const scope = { id, ...range, where };

        const metrics = [
          "requests",
          "cost",
          "latency_avg",
          "ttft_avg",
          "error_rate",
          "total_tokens",
          "cost_avg",
        ] as const;
        const { cards } = await metricCards(context, { metrics, filter, range, previous });
        for (const [which, period] of [
          ["value", range],
          ["previous", previous],
        ] as const) {
          const [row] = await facts<Record<string, unknown>>(database, SUMS, { ...scope, ...period });
          const shown = new Map(cards.map((card) => [card.metric, card[which]]));
          const empty = Number(row?.requests) === 0;
          expect(shown.get("requests")).toBe(Number(row?.requests));
          expect(shown.get("cost")).toEqual(empty ? 0 : usd(row?.cost));
          expect(shown.get("latency_avg")).toEqual(near(number(row?.latency)));
          expect(shown.get("ttft_avg")).toEqual(near(number(row?.ttft)));
          expect(shown.get("error_rate")).toEqual(near(number(row?.errors)));
          expect(shown.get("total_tokens")).toBe(Number(row?.tokens));
          expect(shown.get("cost_avg")).toEqual(usd(row?.cost_avg));
        }
        const counts = cards.find(({ metric }) => metric === "requests");
        expect(counts?.points.reduce<number>((sum, point) => sum + (point ?? 0), 0)).toBe(counts?.value);

        const list = new Map((await listProperties(context, { filter, range })).map((each) => [each.key, each]));
        const values = { plan: sql`slot_1`, zone: sql`extra ->> 'zone'` };
        const tagged = { plan: sql`slot_1 <> 0`, zone: sql`extra ? 'zone'` };
        for (const key of ["plan", "zone"] as const) {
          const select = sql`count(*) as requests, sum(cost) as cost, count(distinct ${values[key]}) as values`;
          const [row] = await facts<Record<string, unknown>>(database, select, {
            ...scope,
            where: sql`(${where}) and coalesce(${tagged[key]}, false)`,
          });
          const found = list.get(key);
          expect(found).toMatchObject({
            requests: Number(row?.requests),
            values: Number(row?.values),
            estimated: false,
          });
          if (found?.requests) expect(found.cost).toEqual(usd(row?.cost));
          expect(found?.points.reduce((sum, point) => sum + point, 0)).toBe(found?.requests);
        }

        const chart = await propertyOverTime(context, {
          ...{ field: "property:plan", metric: "requests", filter, range, top: 9 },
          granularity,
        });
        const local = sql`date_trunc(${granularity}, created_at at time zone ${timeZone}) at time zone ${timeZone}`;
        const rows = await facts<{ start: string; value: string | null; requests: string }>(
          database,
          sql`${local} as start, (select value from dictionary where code = slot_1) as value, count(*) as requests`,
          { ...scope, groupBy: sql` group by 1, slot_1` },
        );
        const expected = rows.map(({ start, value, requests }) => [
          new Date(start).toISOString(),
          value,
          Number(requests),
        ]);
        const drawn = chart.series.flatMap(({ value, points }) =>
          points.flatMap((point, index) => (point ? [[chart.buckets[index]?.toISOString(), value, point]] : [])),
        );
        expect(drawn.sort(byText)).toEqual(expected.sort(byText));
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);

function byText(a: unknown[], b: unknown[]): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
