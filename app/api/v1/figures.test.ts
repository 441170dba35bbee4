import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { GET as getValues } from "@/app/api/v1/properties/[key]/values/route";
import { POST as postQuery } from "@/app/api/v1/query/route";
import { valuesAnswer } from "@/lib/api/answers";
import { markHours } from "@/lib/ingest/rollups/mark-hours";
import { buildNow } from "@/lib/ingest/rollups/rebuild";
import { insertRequests, type TestRequest } from "@/lib/query/test-data";
import { apiRequest, openTestApi, type TestApi } from "./test-api";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = new Date("2026-11-16T00:00:00Z").getTime();
const DAYS = 4;
const NOW = new Date(START + (DAYS + 1) * DAY);

const METRICS = [
  ...(["requests", "cost", "cost_avg", "latency_avg", "latency_p95", "ttft_avg", "errors", "error_rate"] as const),
  ...(["input_tokens", "output_tokens", "unpriced"] as const),
] as const;

/** The fields asked about, as columns of the view `plain`. `zone` has no slot. */
const FIELDS = ["property:plan", "property:team", "property:zone", "model", "status"] as const;
type TextField = Exclude<(typeof FIELDS)[number], "status">;
const column = (field: string) => sql`${sql.identifier(field.replace("property:", ""))}`;

const VALUES: Record<TextField, readonly string[]> = {
  "property:plan": ["free", "Pro%", ""],
  "property:team": ["a", "b", "c", "d"],
  "property:zone": ["eu", "us"],
  model: ["gpt-4o", "claude"],
};
const anyOf = (field: TextField) => fc.constantFrom(...VALUES[field]);
const maybe = (key: string, field: TextField) =>
  fc.option(anyOf(field), { freq: 3 }).map((value): [string, string][] => (value === null ? [] : [[key, value]]));
const FILLERS = Array.from({ length: 14 }, (_, index): [string, string] => [`filler-${index}`, "x"]);

const anyRequest = fc.record({
  at: fc.integer({ min: 0, max: DAYS * DAY - 1 }).map((offset) => new Date(START + offset)),
  properties: fc
    .tuple(maybe("plan", "property:plan"), maybe("team", "property:team"), maybe("zone", "property:zone"))
    .map((each) => each.flat()),
  model: anyOf("model"),
  status: fc.constantFrom(200, 200, 200, 404, 500),
  outcome: fc.constantFrom("completed", "completed", "cancelled", "interrupted"),
  cost: fc.option(fc.integer({ min: 0, max: 2_000_000_000 }), { freq: 4 }),
  latencyMs: fc.integer({ min: 0, max: 9_000 }),
  ttftMs: fc.option(fc.integer({ min: 0, max: 900 })),
  inputTokens: fc.option(fc.integer({ min: 0, max: 5_000 })),
  outputTokens: fc.option(fc.integer({ min: 0, max: 900 })),
}) satisfies fc.Arbitrary<TestRequest>;

/** A condition as REST takes it, and what it means on plain columns. `field` null: it is about several. */
type Condition = { json: unknown; where: SQL; field: string | null };

const listed = (values: readonly string[]) =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
const textLeaf = fc
  .constantFrom<TextField[]>("property:plan", "property:team", "property:zone", "model")
  .chain((field) =>
    fc.tuple(
      fc.constant(field),
      fc.constantFrom("is", "is_not", "is_set", "is_unset", "contains"),
      fc.uniqueArray(fc.oneof(anyOf(field), fc.constant("never")), { minLength: 1, maxLength: 2 }),
    ),
  )
  .map(([field, op, values]): Condition => {
    const at = column(field);
    const plain = {
      is: sql`coalesce(${at} in (${listed(values)}), false)`,
      is_not: sql`coalesce(${at} not in (${listed(values)}), false)`,
      is_set: sql`${at} is not null`,
      is_unset: sql`${at} is null`,
      contains: sql`coalesce(strpos(lower(${at}), 'r') > 0, false)`,
    };
    const given = op === "contains" ? ["r"] : op === "is" || op === "is_not" ? values : [];
    return { json: { field, op, values: given }, where: plain[op], field };
  });
const statusLeaf = fc.constantFrom<Condition>(
  { json: { field: "status", op: "is", values: ["2xx"] }, where: sql`status between 200 and 299`, field: "status" },
  {
    json: { field: "status", op: "is", values: ["error"] },
    where: sql`(outcome = 2 or (status >= 400 and outcome <> 1))`,
    field: "status",
  },
);
const numberLeaf = fc.constantFrom<Condition>(
  { json: { field: "cost", op: "gt", values: [1] }, where: sql`coalesce(cost > 1000000000, false)`, field: "cost" },
  { json: { field: "latency", op: "lte", values: [4000] }, where: sql`latency_ms <= 4000`, field: "latency" },
);
const leaf = fc.oneof(
  { weight: 4, arbitrary: textLeaf },
  { weight: 1, arbitrary: statusLeaf },
  { weight: 1, arbitrary: numberLeaf },
);
const part = fc.oneof(
  { weight: 5, arbitrary: leaf },
  {
    weight: 1,
    arbitrary: leaf.map(
      ({ json, where, field }): Condition => ({ json: { not: json }, where: sql`not (${where})`, field }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(leaf, leaf).map(([a, b]): Condition => {
      const field = a.field === b.field ? a.field : null;
      return { json: { or: [a.json, b.json] }, where: sql`(${a.where} or ${b.where})`, field };
    }),
  },
);
const anyFilter = fc.array(part, { maxLength: 2 });

async function fill({ database, projectId }: TestApi): Promise<void> {
  const requests = fc.sample(anyRequest, { numRuns: 600, seed: 11 });
  const own: [string, string][] = [["plan", "free"], ["team", "a"], ...FILLERS, ["zone", "eu"]];
  await insertRequests(database, projectId, [{ at: new Date(START - DAY), properties: own }, ...requests]);
  await database.execute(sql`update projects set time_zone = 'America/New_York' where id = ${projectId}`);
  // Some arrive after their hours have been summed up, others are edited then: those hours are no longer up to date.
  const hours = (day: number, first: number, count: number) =>
    Array.from({ length: count }, (_, hour) => new Date(START + day * DAY + (first + hour) * HOUR));
  const during = ([from, ...others]: Date[]) => {
    const end = new Date((others.at(-1) ?? from ?? NOW).getTime() + HOUR);
    return sql`created_at >= ${(from ?? NOW).toISOString()} and created_at < ${end.toISOString()}`;
  };
  const [late, edited] = [hours(1, 0, 5), hours(2, 15, 2)];
  await database.execute(sql`create table late as select * from facts where ${during(late)}`);
  await database.execute(sql`delete from facts where ${during(late)}`);
  await buildNow(database, NOW, 1000);
  await database.execute(sql`insert into facts select * from late`);
  await database.execute(sql`update facts set slot_2 = 0, cost = null where ${during(edited)}`);
  await markHours(
    database,
    [...late, ...edited].map((createdAt) => ({ projectId, createdAt })),
  );
  const text = (code: SQL) => sql`(select value from dictionary
    where dictionary.project_id = facts.project_id and dictionary.code = ${code})`;
  await database.execute(sql`create view plain as
    select facts.*, ${text(sql`slot_1`)} as plan, ${text(sql`slot_2`)} as team, extra ->> 'zone' as zone,
      ${text(sql`model_code`)} as model
    from facts join details using (project_id, created_at, id)`);
}

const IS_ERROR = sql`(outcome = 2 or (status >= 400 and outcome <> 1))`;
/** Each figure as plain SQL; percentiles are those of the very requests. */
const PLAIN: Record<(typeof METRICS)[number], SQL> = {
  requests: sql`count(*)`,
  cost: sql`sum(cost) / 1e9`,
  cost_avg: sql`avg(cost) / 1e9`,
  latency_avg: sql`avg(latency_ms)`,
  latency_p95: sql`percentile_disc(0.95) within group (order by latency_ms)`,
  ttft_avg: sql`avg(ttft_ms)`,
  errors: sql`count(*) filter (where ${IS_ERROR})`,
  error_rate: sql`(count(*) filter (where ${IS_ERROR}))::float8 / count(*)`,
  input_tokens: sql`coalesce(sum(input_tokens), 0)`,
  output_tokens: sql`coalesce(sum(output_tokens), 0)`,
  unpriced: sql`count(*) filter (where cost is null)`,
};

const both = (conditions: readonly Condition[]) =>
  sql.join([sql`true`, ...conditions.map(({ where }) => where)], sql` and `);
const jsonOf = (conditions: readonly Condition[]) =>
  conditions.length === 0 ? null : { and: conditions.map(({ json }) => json) };
const none = { params: Promise.resolve({}) };

type Row = Record<string, string | number | null>;

/** Any stretch of the hours summed up, or one that cuts them. */
const anyStretch = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 41, max: DAYS * 24 }), fc.constantFrom(0, 0, 17))
  .map(([first, last, minutes]) => ({
    from: new Date(START + first * HOUR + minutes * 60_000).toISOString(),
    to: new Date(START + last * HOUR + minutes * 60_000).toISOString(),
  }));

const anyQuestion = fc.record({
  filter: anyFilter,
  range: anyStretch,
  fields: fc.uniqueArray(fc.constantFrom(...FIELDS), { maxLength: 2 }),
  metrics: fc.subarray(METRICS.slice(1), { minLength: 1 }).map((some) => ["requests" as const, ...some]),
  granularity: fc.constantFrom(null, null, "hour" as const, "day" as const),
});
type Question = typeof anyQuestion extends fc.Arbitrary<infer T> ? T : never;

async function plainRows({ database, projectId }: TestApi, question: Question): Promise<Row[]> {
  const { filter, range, fields, metrics, granularity } = question;
  const zone = sql`'America/New_York'`;
  const bucket = sql`date_trunc(${granularity ?? "day"}, created_at at time zone ${zone}) at time zone ${zone}`;
  const keys = [
    ...(granularity === null ? [] : [sql`(extract(epoch from ${bucket}) * 1000)::float8 as time`]),
    ...fields.map((field) => sql`${column(field)}::text as ${sql.identifier(field)}`),
  ];
  const figures = metrics.map((metric) => sql`(${PLAIN[metric]})::float8 as ${sql.identifier(metric)}`);
  const positions = keys.map((_, index) => sql.raw(String(index + 1)));
  const grouped = keys.length === 0 ? sql`having count(*) > 0` : sql`group by ${sql.join(positions, sql`, `)}`;
  return database.execute<Row>(sql`select ${sql.join([...keys, ...figures], sql`, `)} from plain
    where ${within(projectId, range)} and ${both(filter)} ${grouped}`);
}

function within(projectId: number, { from, to }: Question["range"]): SQL {
  return sql`project_id = ${projectId} and created_at >= ${from} and created_at < ${to}`;
}

/** Percentiles within 2 %, the rest to the last bit of a double. */
function expectSame(metric: string, shown: Row[string] | undefined, exact: Row[string]): void {
  if (typeof exact === "number" && typeof shown === "number") {
    const slack = metric === "latency_p95" ? 0.02 * exact + 1 : 1e-9 * Math.max(1, Math.abs(exact));
    expect(Math.abs(shown - exact), metric).toBeLessThanOrEqual(slack);
  } else expect([metric, shown]).toEqual([metric, exact]);
}

test("figures of REST are those of plain SQL on the requests, for random filters, whatever is summed up ahead", async () => {
  const api = await openTestApi();
  await fill(api);
  const sources = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyQuestion, async (question) => {
      const { filter, range, fields, metrics, granularity } = question;
      const body = { metrics, dimensions: fields, granularity, filter: jsonOf(filter), range, limit: 10_000 };
      const asked = apiRequest("/api/v1/query", { method: "POST", key: api.key, body });
      const answer: { data: Row[]; meta: { source: string } } = await (await postQuery(asked, none)).json();
      sources.add(answer.meta.source);
      const keyOf = (row: Row) => JSON.stringify([row.time ?? null, ...fields.map((field) => row[field] ?? null)]);
      const found = answer.data
        .filter(({ requests }) => requests !== 0)
        .map((row) => (typeof row.time === "string" ? { ...row, time: Date.parse(row.time) } : row));
      const shown = new Map(found.map((row) => [keyOf(row), row]));
      const plain = await plainRows(api, question);
      expect([...shown.keys()].sort()).toEqual(plain.map(keyOf).sort());
      for (const row of plain) {
        for (const metric of metrics) expectSame(metric, shown.get(keyOf(row))?.[metric], row[metric] ?? null);
      }
    }),
    { numRuns: 40 },
  );
  expect(sources).toContain("rollups+facts");

  // The values of a property, counted without the conditions that are about it alone.
  const anySearch = fc.record({
    ...{ filter: anyFilter, range: anyStretch, search: fc.constantFrom("", "", "r") },
    field: fc.constantFrom("property:plan", "property:team", "property:zone"),
  });
  await fc.assert(
    fc.asyncProperty(anySearch, async ({ filter, range, field, search }) => {
      const json = jsonOf(filter);
      const query = new URLSearchParams({ ...range, search, ...(json && { filter: JSON.stringify(json) }) });
      const key = field.replace("property:", "");
      const asked = apiRequest(`/api/v1/properties/${key}/values?${query}`, { key: api.key });
      const { data } = valuesAnswer.parse(await (await getValues(asked, { params: Promise.resolve({ key }) })).json());
      const others = filter.filter((condition) => condition.field !== field);
      const plain = await api.database.execute<Row>(sql`
        select ${column(field)} as value, count(*)::int as requests from plain
        where ${within(api.projectId, range)} and ${both(others)} and ${column(field)} is not null
          and strpos(lower(${column(field)}), ${search}) > ${search === "" ? -1 : 0}
        group by 1`);
      const byText = (a: Row, b: Row) => (String(a.value) < String(b.value) ? -1 : 1);
      expect(data.toSorted(byText)).toEqual(plain.toSorted(byText));
      const counts = data.map(({ requests }) => requests);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    }),
    { numRuns: 20 },
  );
});
