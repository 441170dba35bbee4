import { expect, test } from "vitest";
import { DELETE } from "@/app/api/v1/merges/[id]/route";
import { GET, POST } from "@/app/api/v1/merges/route";
import { POST as postQuery } from "@/app/api/v1/query/route";
import { mergeGoneAnswer, mergeOneAnswer, mergesAnswer } from "@/lib/api/answers";
import { insertRequests } from "@/lib/query/test-data";
import { apiRequest, openTestApi, type Sent } from "./test-api";

const AT = new Date("2026-11-20T12:00:00Z");
const none = { params: Promise.resolve({}) };

const list = (sent: Sent) => GET(apiRequest("/api/v1/merges", sent), none);
const add = (sent: Sent) => POST(apiRequest("/api/v1/merges", { method: "POST", ...sent }), none);
const remove = (sent: Sent, id: number | string) =>
  DELETE(apiRequest(`/api/v1/merges/${id}`, { method: "DELETE", ...sent }), {
    params: Promise.resolve({ id: String(id) }),
  });

test("merges are listed, added, obeyed by every question, and undone; of one project only", async () => {
  const { database, projectId, key, strangerKey } = await openTestApi();
  await insertRequests(database, projectId, [
    { at: AT, properties: [["plan", "Free"]] },
    { at: new Date(AT.getTime() + 1), properties: [["plan", "free"]] },
    { at: new Date(AT.getTime() + 2), properties: [["tier", "free"]] },
  ]);
  const byPlan = async () => {
    const body = { metrics: ["requests"], dimensions: ["property:plan"], order: [{ by: "requests" }] };
    const { data } = await (await postQuery(apiRequest("/api/v1/query", { method: "POST", key, body }), none)).json();
    return data.map((each: Record<string, unknown>) => `${each["property:plan"]} ${each.requests}`).sort();
  };
  expect(await byPlan()).toEqual(["Free 1", "free 1", "null 1"]);
  const value = mergeOneAnswer.parse(
    await (await add({ key, body: { key: "Plan", value: "Free", to_value: "free" } })).json(),
  ).data;
  expect(value).toMatchObject({ key: "plan", value: "Free", to_key: "plan", to_value: "free" });
  const whole = mergeOneAnswer.parse(await (await add({ key, body: { key: "tier", to_key: "plan" } })).json()).data;
  expect(whole).toMatchObject({ key: "tier", value: null, to_key: "plan", to_value: null });
  expect(await byPlan()).toEqual(["free 3"]);
  expect(mergesAnswer.parse(await (await list({ key })).json()).data).toEqual([value, whole]);
  expect(mergesAnswer.parse(await (await list({ key: strangerKey })).json()).data).toEqual([]);

  expect((await remove({ key: strangerKey }, whole.id)).status).toBe(404);
  expect(mergeGoneAnswer.parse(await (await remove({ key }, whole.id)).json()).data.id).toBe(whole.id);
  expect(await byPlan()).toEqual(["free 2", "null 1"]);
  expect((await remove({ key }, whole.id)).status).toBe(404);
});

test("what cannot be merged is refused with its reason", async () => {
  const { database, projectId, key } = await openTestApi();
  await insertRequests(database, projectId, [{ at: AT, properties: [["plan", "free"]] }]);
  const refusals: [unknown, number, RegExp][] = [
    [{ key: "plan", to_key: "plan" }, 400, /cannot be merged into itself/],
    [{ key: "plan", to_key: "never" }, 404, /No request has carried the property never/],
    [{ key: "plan" }, 400, /must be \{key, to_key\} or/],
    [{ key: "plan", to_key: "x", value: "free" }, 400, /Unrecognized key: "value"/],
    [{ key: "plan", value: "\0", to_value: "x" }, 400, /must be/],
    ["{", 400, /not valid JSON/],
  ];
  for (const [body, status, message] of refusals) {
    const response = await add({ key, body });
    expect([response.status, (await response.json()).error.message]).toEqual([status, expect.stringMatching(message)]);
  }
  expect((await add({ body: {} })).status).toBe(401);
  expect((await remove({ key }, "x")).status).toBe(400);
});
