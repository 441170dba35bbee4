import { expect, test, vi } from "vitest";
import { GET as getCount } from "@/app/(dashboard)/requests/count/route";
import { openTestApi } from "@/app/api/v1/test-api";
import { insertRequests } from "@/lib/query/test-data";
import { GET as getProgress, POST as postEdit } from "./route";

const ADDRESS = "http://127.0.0.1:3000/requests";
const SEARCH = "range=24h&filter=property:plan:free";

test("all matching are those that were counted: what has arrived since is left alone", async () => {
  const { database, projectId } = await openTestApi();
  const free = (at: number) => ({ at: new Date(at), properties: [["plan", "free"]] satisfies [string, string][] });
  const now = Date.now();
  // What arrives after the count is in the same insert: nothing but its moment of arrival tells it apart.
  const arrivals = [now - 3_600_000, now - 1_000, now + 1, now + 60_000];
  await insertRequests(database, projectId, arrivals.map(free));
  vi.useFakeTimers({ now, toFake: ["Date"] });
  const counted = await (await getCount(new Request(`${ADDRESS}/count?${SEARCH}`))).json();
  vi.useRealTimers();
  expect(counted.at).toBe(new Date(now).toISOString());
  const body = JSON.stringify({ properties: { seen: "yes" }, selection: { matching: true, until: counted.at } });
  const headers = { "content-type": "application/json" };
  const edit = await postEdit(new Request(`${ADDRESS}/bulk?${SEARCH}`, { method: "POST", headers, body }));
  const { id, total } = await edit.json();
  expect(total).toBe(2);
  await vi.waitFor(async () => {
    const progress = await getProgress(new Request(`${ADDRESS}/bulk?edit=${id}`));
    expect(await progress.json()).toMatchObject({ state: "done", done: 2, total: 2 });
  });
  const tagged = await getCount(new Request(`${ADDRESS}/count?range=24h&filter=property:seen:yes`));
  expect(await tagged.json()).toMatchObject({ count: 2 });
});
