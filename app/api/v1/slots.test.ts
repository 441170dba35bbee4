import { expect, test } from "vitest";
import { GET, POST } from "@/app/api/v1/slots/route";
import { errorAnswer, slotsAnswer } from "@/lib/api/answers";
import { insertRequests } from "@/lib/query/test-data";
import { apiRequest, openTestApi, type Sent } from "./test-api";

const none = { params: Promise.resolve({}) };
const list = (sent: Sent) => GET(apiRequest("/api/v1/slots", sent), none);
const give = (sent: Sent) => POST(apiRequest("/api/v1/slots", { method: "POST", ...sent }), none);

test("slots are listed and given, one move at a time; what cannot be is refused with its reason", async () => {
  const { database, projectId, key, strangerKey } = await openTestApi();
  const carried = Array.from({ length: 18 }, (_, index): [string, string] => [`team-${index}`, "x"]);
  await insertRequests(database, projectId, [{ at: new Date("2026-11-20T12:00:00Z"), properties: carried }]);
  const before = slotsAnswer.parse(await (await list({ key })).json()).data;
  expect(before.map(({ slot }) => slot)).toEqual([...Array.from({ length: 16 }, (_, index) => index + 1), null, null]);
  expect(before[0]).toEqual({ key: "team-0", slot: 1, move: null, summed: "pairs", reason: null });
  expect(before[16]).toMatchObject({ key: "team-16", slot: null, summed: "none" });
  expect(slotsAnswer.parse(await (await list({ key: strangerKey })).json()).data).toEqual([]);

  const refused = async (body: unknown) => {
    const response = await give({ key, body });
    const { error } = errorAnswer.parse(await response.json());
    return `${response.status} ${error.path ?? ""}: ${error.message}`;
  };
  expect(await refused({ key: "team-16" })).toMatch(/^400 take_from: /);
  expect(await refused({ key: "never", take_from: "team-0" })).toBe("404 : This project has no property never.");
  expect(await refused({ key: "team-1", take_from: "team-0" })).toBe("400 : This property holds a slot already.");
  expect(await refused({ key: "team-16", take_from: "team-17" })).toBe("400 : team-17 holds no slot.");
  expect((await give({ key: strangerKey, body: { key: "team-16", take_from: "team-0" } })).status).toBe(404);
  expect((await give({ body: {} })).status).toBe(401);

  const given = slotsAnswer.parse(await (await give({ key, body: { key: "Team_16", take_from: "Team 0" } })).json());
  expect(given.data).toMatchObject([
    { key: "team-0", slot: null, move: { step: "leaves", until: null } },
    { key: "team-16", slot: null, move: { step: "waits", until: null } },
  ]);
  expect(await refused({ key: "team-17", take_from: "team-1" })).toMatch(/^400 : Another property is being moved/);
});
