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
  expect(value).toMatchObject({ field: "property:plan", key: "plan", value: "Free", to_key: "plan", to_value: "free" });
  const whole = mergeOneAnswer.parse(await (await add({ key, body: { key: "tier", to_key: "plan" } })).json()).data;
  expect(whole).toMatchObject({ field: "property:tier", key: "tier", value: null, to_key: "plan", to_value: null });
  expect(await byPlan()).toEqual(["free 3"]);
  expect(mergesAnswer.parse(await (await list({ key })).json()).data).toEqual([value, whole]);
  expect(mergesAnswer.parse(await (await list({ key: strangerKey })).json()).data).toEqual([]);

  expect((await remove({ key: strangerKey }, whole.id)).status).toBe(404);
  expect(mergeGoneAnswer.parse(await (await remove({ key }, whole.id)).json()).data.id).toBe(whole.id);
  expect(await byPlan()).toEqual(["free 2", "null 1"]);
  expect((await remove({ key }, whole.id)).status).toBe(404);
});

test("values of the built-in fields are merged by name, before any request came too", async () => {
  const { database, projectId, key } = await openTestApi();
  const made = await Promise.all(
    [
      { field: "model", value: "gpt-4o-2024-08-06", to_value: "gpt-4o" },
      { field: "user", value: "Ada", to_value: "Ada Lovelace" },
      { field: "user", value: "ada", to_value: "Ada Lovelace" },
    ].map(async (body) => mergeOneAnswer.parse(await (await add({ key, body })).json()).data),
  );
  expect(made[0]).toMatchObject({ field: "model", key: null, value: "gpt-4o-2024-08-06", to_key: null });
  await insertRequests(database, projectId, [
    { at: AT, model: "gpt-4o-2024-08-06", user: "Ada", properties: [["model", "gpt-4o-2024-08-06"]] },
    { at: new Date(AT.getTime() + 1), model: "gpt-4o", user: "ada" },
  ]);
  const ask = async (filter: string) => {
    const body = { metrics: ["requests"], dimensions: ["model", "user", "property:model"], filter };
    const { data } = await (await postQuery(apiRequest("/api/v1/query", { method: "POST", key, body }), none)).json();
    return data.map((each: Record<string, unknown>) => Object.values(each).join(", ")).sort();
  };
  // A property of the same name is another thing.
  const both = ["gpt-4o, Ada Lovelace, , 1", "gpt-4o, Ada Lovelace, gpt-4o-2024-08-06, 1"];
  expect(await ask("")).toEqual(both);
  expect(await ask("model:gpt-4o-2024-08-06 user:ada")).toEqual(both);
  expect(await ask('user:"Ada Love"*')).toEqual(both);
  for (const { id } of made) expect((await remove({ key }, id)).status).toBe(200);
  expect(await ask("user:ada")).toEqual(["gpt-4o, ada, , 1"]);
});

test("what cannot be merged is refused with its reason", async () => {
  const { database, projectId, key } = await openTestApi();
  await insertRequests(database, projectId, [{ at: AT, properties: [["plan", "free"]] }]);
  const refusals: [unknown, number, RegExp][] = [
    [{ key: "plan", to_key: "plan" }, 400, /cannot be merged into itself/],
    [{ key: "plan", to_key: "never" }, 404, /No request has carried the property never/],
    [{ key: "plan" }, 400, /must be \{key, to_key\}, /],
    [{ key: "plan", to_key: "x", value: "free" }, 400, /Unrecognized key: "value"/],
    [{ key: "plan", value: "\0", to_value: "x" }, 400, /must be/],
    [{ field: "provider", value: "a", to_value: "b" }, 400, /a field is model, user or property:<key>/],
    [{ field: "user", value: "a", to_value: "a" }, 400, /cannot be merged into itself/],
    [{ field: "property:never", value: "a", to_value: "b" }, 404, /No request has carried the property never/],
    ["{", 400, /not valid JSON/],
  ];
  for (const [body, status, message] of refusals) {
    const response = await add({ key, body });
    expect([response.status, (await response.json()).error.message]).toEqual([status, expect.stringMatching(message)]);
  }
  expect((await add({ body: {} })).status).toBe(401);
  expect((await remove({ key }, "x")).status).toBe(400);
});
