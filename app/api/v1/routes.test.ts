import { expect, test } from "vitest";
import type { z } from "zod";
import { GET as getNothing } from "@/app/api/v1/[...path]/route";
import { GET as getValues } from "@/app/api/v1/properties/[key]/values/route";
import { GET as getProperties } from "@/app/api/v1/properties/route";
import { POST as postQuery } from "@/app/api/v1/query/route";
import { GET as getRequest, PATCH as patchRequest } from "@/app/api/v1/requests/[id]/route";
import { GET as getRequests } from "@/app/api/v1/requests/route";
import { POST as postFeedback } from "@/app/v1/request/[id]/feedback/route";
import { PUT as putProperty } from "@/app/v1/request/[id]/property/route";
import { aliases } from "@/db/schema";
import {
  errorAnswer,
  propertiesAnswer,
  queryAnswer,
  requestOneAnswer,
  requestsAnswer,
  valuesAnswer,
} from "@/lib/api/answers";
import { METRIC_NAMES } from "@/lib/filters/metrics";
import { insertRequests } from "@/lib/query/test-data";
import { apiRequest, openTestApi, type Sent, type TestApi } from "./test-api";

const AT = new Date("2026-11-20T12:00:00Z");
const UNKNOWN = "01a1f8d3-ea00-7000-8000-000000000000";

const ROUTES = {
  query: (sent: Sent) => postQuery(apiRequest("/api/v1/query", { method: "POST", ...sent }), none),
  requests: (sent: Sent, search = "") => getRequests(apiRequest(`/api/v1/requests${search}`, sent), none),
  request: (sent: Sent, id: string) => getRequest(apiRequest(`/api/v1/requests/${id}`, sent), params({ id })),
  patch: (sent: Sent, id: string) =>
    patchRequest(apiRequest(`/api/v1/requests/${id}`, { method: "PATCH", ...sent }), params({ id })),
  put: (sent: Sent, id: string) =>
    putProperty(apiRequest(`/v1/request/${id}/property`, { method: "PUT", ...sent }), params({ id })),
  feedback: (sent: Sent, id: string) =>
    postFeedback(apiRequest(`/v1/request/${id}/feedback`, { method: "POST", ...sent }), params({ id })),
  properties: (sent: Sent, search = "") => getProperties(apiRequest(`/api/v1/properties${search}`, sent), none),
  values: (sent: Sent, key: string, search = "") =>
    getValues(apiRequest(`/api/v1/properties/${key}/values${search}`, sent), params({ key })),
};
const none = { params: Promise.resolve({}) };
function params<T>(value: T): { params: Promise<T> } {
  return { params: Promise.resolve(value) };
}

async function fill({ database, projectId }: TestApi): Promise<string[]> {
  return insertRequests(database, projectId, [
    {
      at: AT,
      properties: [
        ["environment", "development"],
        ["__proto__", "x"],
      ],
      cost: 400_000,
      latencyMs: 800,
      user: "ada",
    },
    { at: new Date(AT.getTime() + 1), properties: [["environment", "development"]], cost: 800_000, latencyMs: 824 },
    { at: new Date(AT.getTime() + 2), cost: null, status: 500, model: "unheard-of" },
  ]);
}

const range = { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" };

test("a query answers in the shape of the contract", async () => {
  const api = await openTestApi();
  await fill(api);
  const body = {
    metrics: ["requests", "cost", "latency_avg", "error_rate", "unpriced"],
    dimensions: ["property:Environment"],
    range,
  };
  const response = await ROUTES.query({ key: api.key, body });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    data: [
      {
        "property:environment": "development",
        requests: 2,
        cost: 0.0012,
        latency_avg: 812,
        error_rate: 0,
        unpriced: 0,
      },
      { "property:environment": null, requests: 1, cost: null, latency_avg: 100, error_rate: 1, unpriced: 1 },
    ],
    meta: { source: "facts", granularity: null, time_zone: "UTC", truncated: false, unknown_properties: [] },
  });
  const hourly = await ROUTES.query({
    key: api.key,
    body: { metrics: ["requests"], granularity: "hour", range, filter: "user:ada" },
  });
  const { data } = await hourly.json();
  expect(data).toHaveLength(24);
  expect(data[12]).toEqual({ time: "2026-11-20T12:00:00.000Z", requests: 1 });
  const typo = await ROUTES.query({
    key: api.key,
    body: { metrics: ["requests"], dimensions: ["property:Enviroment"], range },
  });
  expect(await typo.json()).toMatchObject({
    data: [{ "property:enviroment": null, requests: 3 }],
    meta: { unknown_properties: ["enviroment"] },
  });
});

test("requests are listed page by page, each once", async () => {
  const api = await openTestApi();
  const ids = await fill(api);
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const response = await ROUTES.requests({ key: api.key }, `?limit=1${cursor && `&cursor=${cursor}`}`);
    const page: { data: { id: string }[]; next_cursor: string | null } = await response.json();
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual([...ids].reverse());
  const json = encodeURIComponent(JSON.stringify({ field: "property:ENVIRONMENT", op: "is", values: ["development"] }));
  for (const filter of ["property:environment:development", json]) {
    const response = await ROUTES.requests({ key: api.key }, `?filter=${filter}&order=oldest`);
    const { data } = await response.json();
    expect(data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    expect(data[0]).toMatchObject({
      created_at: AT.toISOString(),
      provider: "openai",
      model: "gpt-4o",
      status: 200,
      latency_ms: 800,
      cost: 0.0004,
      usage: { input_tokens: 10, output_tokens: 5, total_tokens: 15 },
      user_id: "ada",
      session_id: null,
    });
    expect(Object.entries(data[0].properties)).toEqual([
      ["__proto__", "x"],
      ["environment", "development"],
    ]);
  }
});

test("an edit is visible as soon as it returns, in both doors", async () => {
  const api = await openTestApi();
  const [first = "", second = ""] = await fill(api);
  const patched = await ROUTES.patch(
    { key: api.key, body: '{"properties":{"Job_UUID":7,"environment":null,"__proto__":"y"}}' },
    first,
  );
  expect(patched.status).toBe(200);
  const put = await ROUTES.put({ key: api.key, body: { key: "Job-UUID", value: "8" } }, second);
  expect(await put.json()).toEqual({ data: null, error: null });
  const response = await ROUTES.query({
    key: api.key,
    body: {
      metrics: ["requests"],
      dimensions: ["property:job uuid"],
      range,
      order: [{ by: "property:job-uuid", direction: "asc" }],
    },
  });
  expect((await response.json()).data).toEqual([
    { "property:job-uuid": "7", requests: 1 },
    { "property:job-uuid": "8", requests: 1 },
    { "property:job-uuid": null, requests: 1 },
  ]);
  const { data } = await (await ROUTES.request({ key: api.key }, first)).json();
  expect(data.properties).toMatchObject({ "job-uuid": "7" });
  expect(data.properties.environment).toBeUndefined();
});

test("an edit under a merged key is read at once, by either door", async () => {
  const api = await openTestApi();
  const [id = ""] = await insertRequests(api.database, api.projectId, [
    { at: AT, properties: [["environment", "staging"]] },
    { at: AT, properties: [["env", "production"]] },
  ]);
  await api.database
    .insert(aliases)
    .values({ projectId: api.projectId, key: "env", value: null, toKey: "environment", toValue: null });
  const properties = async () => (await (await ROUTES.request({ key: api.key }, id)).json()).data.properties;
  expect((await ROUTES.put({ key: api.key, body: { key: "env", value: "test" } }, id)).status).toBe(200);
  expect(await properties()).toEqual({ environment: "test" });
  expect((await ROUTES.patch({ key: api.key, body: { properties: { env: "live" } } }, id)).status).toBe(200);
  expect(await properties()).toEqual({ environment: "live" });
});

test("what REST does not have is refused in its own words", async () => {
  const response = await getNothing(apiRequest("/api/v1/requsts", {}));
  expect(response.status).toBe(404);
  const body = errorAnswer.parse(await response.json());
  expect(body.error).toMatchObject({ code: "not_found", message: expect.stringContaining("GET /api/v1/requsts") });
});

const known = (cost: number) => ({ cost, estimated: false });

test("properties and their values", async () => {
  const api = await openTestApi();
  await fill(api);
  const { data } = await (await ROUTES.properties({ key: api.key })).json();
  expect(data).toEqual([
    { key: "environment", display_name: "Environment", requests: 2, coverage: 2 / 3, values: 1, ...known(0.0012) },
    { key: "__proto__", display_name: "Proto", requests: 1, coverage: 1 / 3, values: 1, ...known(0.0004) },
  ]);
  const values = await ROUTES.values({ key: api.key }, "Environment", "?search=DEV&filter=property:environment:gone");
  expect(await values.json()).toEqual({ data: [{ value: "development", requests: 2 }], truncated: false });
  expect((await ROUTES.values({ key: api.key }, "nothing")).status).toBe(404);
  await insertRequests(api.database, api.strangerId, [{ at: AT, properties: [["50%/a", "x"]] }]);
  const odd = await ROUTES.values({ key: api.strangerKey }, encodeURIComponent("50%/A"));
  expect((await odd.json()).data).toEqual([{ value: "x", requests: 1 }]);
  expect((await ROUTES.values({ key: api.key }, "%ff")).status).toBe(400);
});

test("route by route: without a valid key there is no answer, with another project's key there are no data", async () => {
  const api = await openTestApi();
  const [id = ""] = await fill(api);
  const body = { metrics: ["requests", "cost"], dimensions: ["property:environment"] };
  const calls: Record<keyof typeof ROUTES, (sent: Sent) => Promise<Response>> = {
    query: (sent) => ROUTES.query({ ...sent, body }),
    requests: (sent) => ROUTES.requests(sent),
    request: (sent) => ROUTES.request(sent, id),
    patch: (sent) => ROUTES.patch({ ...sent, body: { properties: { environment: "stolen" } } }, id),
    put: (sent) => ROUTES.put({ ...sent, body: { key: "environment", value: "stolen" } }, id),
    feedback: (sent) => ROUTES.feedback({ ...sent, body: { rating: false } }, id),
    properties: (sent) => ROUTES.properties(sent),
    values: (sent) => ROUTES.values(sent, "environment"),
  };
  for (const call of Object.values(calls)) {
    for (const key of [null, "", "wrong", "' OR '1'='1", `${api.key}x`]) expect((await call({ key })).status).toBe(401);
  }
  const stranger = { key: api.strangerKey };
  expect((await (await calls.query(stranger)).json()).data).toEqual([]);
  expect((await (await calls.requests(stranger)).json()).data).toEqual([]);
  expect((await (await calls.properties(stranger)).json()).data).toEqual([]);
  for (const call of [calls.request, calls.patch, calls.put, calls.feedback, calls.values]) {
    const response = await call(stranger);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/development|ada|hello/);
  }
  const { data } = await (await calls.request({ key: api.key })).json();
  expect(data).toMatchObject({ properties: { environment: "development" }, feedback: null });
});

test.each<[string, unknown, number, string | undefined]>([
  ["malformed JSON", "{", 400, undefined],
  ["no object", [], 400, undefined],
  ["no metrics", {}, 400, "metrics"],
  ["unknown metric", { metrics: ["requests", "speed"] }, 400, "metrics[1]"],
  ["unknown field", { metrics: ["requests"], dimensions: ["colour"] }, 400, "dimensions[0]"],
  ["not groupable", { metrics: ["requests"], dimensions: ["model", "cost"] }, 400, "dimensions[1]"],
  [
    "unknown operator",
    {
      metrics: ["requests"],
      filter: {
        and: [
          { field: "model", op: "is", values: ["x"] },
          { field: "model", op: "like", values: ["x"] },
        ],
      },
    },
    400,
    "filter.and[1].op",
  ],
  ["filter text", { metrics: ["requests"], filter: "colour:red" }, 400, "filter"],
  ["unknown preset", { metrics: ["requests"], range: "2h" }, 400, "range"],
  ["backward range", { metrics: ["requests"], range: { from: range.to, to: range.from } }, 400, "range"],
  ["order outside", { metrics: ["requests"], order: [{ by: "cost" }] }, 400, "order[0].by"],
  ["too many buckets", { metrics: ["requests"], granularity: "minute", range }, 400, "granularity"],
  ["unknown key", { metrics: ["requests"], colour: 1 }, 400, undefined],
  ["too large", `"${"x".repeat(1024 * 1024)}"`, 413, undefined],
])("a bad query is refused and says where: %s", async (_, body, status, path) => {
  const api = await openTestApi();
  const response = await ROUTES.query({ key: api.key, body });
  expect(response.status).toBe(status);
  const { error } = await response.json();
  expect(error).toEqual({
    code: status === 413 ? "too_large" : "bad_request",
    message: expect.any(String),
    ...(path && { path }),
  });
});

test("answers are what the document says", async () => {
  const api = await openTestApi();
  const [id = ""] = await fill(api);
  const sent = { key: api.key };
  const body = { metrics: METRIC_NAMES, dimensions: ["status", "property:environment"], granularity: "auto", range };
  const answers: [z.ZodType, Response][] = [
    [queryAnswer, await ROUTES.query({ ...sent, body })],
    [requestsAnswer, await ROUTES.requests(sent)],
    [requestOneAnswer, await ROUTES.request(sent, id)],
    [propertiesAnswer, await ROUTES.properties(sent)],
    [valuesAnswer, await ROUTES.values(sent, "environment")],
    [errorAnswer, await ROUTES.request(sent, "x")],
    [errorAnswer, await ROUTES.requests(sent, "?from=0000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z")],
  ];
  for (const [schema, response] of answers) expect(schema.safeParse(await response.json()).error).toBeUndefined();
});

test("other bad input is refused too", async () => {
  const api = await openTestApi();
  const sent = { key: api.key };
  const pathOf = async (response: Response) => [response.status, (await response.json()).error.path];
  expect(await pathOf(await ROUTES.requests(sent, "?filter=colour:red"))).toEqual([400, "filter"]);
  expect(await pathOf(await ROUTES.requests(sent, "?filter={%22field%22:%22x%22}"))).toEqual([400, "filter.field"]);
  expect(await pathOf(await ROUTES.requests(sent, "?limit=1001"))).toEqual([400, "limit"]);
  expect(await pathOf(await ROUTES.requests(sent, "?cursor=abc"))).toEqual([400, "cursor"]);
  expect(await pathOf(await ROUTES.requests(sent, "?range=2h"))).toEqual([400, "range"]);
  expect(await pathOf(await ROUTES.values(sent, "x", "?search=%00"))).toEqual([404, undefined]);
  expect((await ROUTES.request(sent, "ffffffff-ffff-7fff-8fff-ffffffffffff")).status).toBe(404);
  expect((await ROUTES.request(sent, "' or 1=1 --")).status).toBe(404);
  const twice = { ...sent, body: { properties: { "User-Type": "a", user_type: "b" } } };
  expect(await pathOf(await ROUTES.patch(twice, UNKNOWN))).toEqual([400, "properties.user_type"]);
  expect(await pathOf(await ROUTES.patch({ ...sent, body: { properties: { a: {} } } }, UNKNOWN))).toEqual([
    400,
    "properties.a",
  ]);
});

test("feedback is kept in Helicone's shape; the last word counts", async () => {
  const api = await openTestApi();
  const [first = ""] = await fill(api);
  const feedbackOf = async () => (await (await ROUTES.request({ key: api.key }, first)).json()).data.feedback;
  expect(await feedbackOf()).toBeNull();
  for (const rating of [true, false]) {
    const response = await ROUTES.feedback({ key: api.key, body: { rating } }, first);
    expect([response.status, await response.json()]).toEqual([200, { data: null, error: null }]);
    expect(await feedbackOf()).toBe(rating);
  }
  expect((await ROUTES.feedback({ key: api.key, body: { rating: "good" } }, first)).status).toBe(400);
  expect((await ROUTES.feedback({ key: api.key, body: { rating: true } }, UNKNOWN)).status).toBe(404);
});
