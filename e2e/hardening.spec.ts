import { readdir } from "node:fs/promises";
import { request as send } from "node:http";
import { expect } from "@playwright/test";
import postgres from "postgres";
import type { FacetProcess } from "@/bin/facet-process.fixture";
import { test } from "./history";

/** What people and scripts ask for that takes long: pages, their parts, REST and both exports. */
const SLOW = [
  "/dashboard?range=all",
  "/requests?range=all",
  "/properties?range=all",
  "/properties/cross-tab?range=all",
  "/properties/what-changed?range=30d",
  "/requests/rows?range=all",
  "/requests/count?range=all",
  "/properties/values/export?range=all&property=feature",
  "/api/v1/requests?range=all",
  "/api/v1/requests/export?range=all",
  "/api/v1/properties?range=all",
];

test("what is asked of Postgres ends when the browser leaves, and nothing else does", async ({ history: facet }) => {
  const database = postgres(facet.databaseUrl, { max: 2 });
  try {
    for (const path of SLOW) await leaveWhileItReads(facet, database, [path]);
    // More than there are connections: what still waits for one never runs.
    await leaveWhileItReads(facet, database, Array<string>(16).fill("/requests/rows?range=all"));
  } finally {
    await database.end();
  }
  const answers = await Promise.all(SLOW.map((path) => ask(facet, path).then((response) => response.status)));
  expect(answers).toEqual(SLOW.map(() => 200));
  expect(facet.output()).not.toMatch(/error|abort|cancel/i);
});

test("every page, action and route refuses foreign hosts and other sites; the gateway asks for its key", async ({
  facet,
}) => {
  const own = new URL(facet.dashboardUrl).host;
  const open = /^\/(v1\/)?gateway\/|^\/healthz$/;
  const paths = (await readdir("app", { recursive: true }))
    .filter((file) => /(^|\/)(route\.ts|page\.tsx)$/.test(file))
    .map((file) => `/${file.replace(/\([^)]*\)\/|(^|\/)[a-z]+\.tsx?$/g, "").replace(/\[[^\]]*\]/g, "x")}`);
  expect(paths).toContain("/requests/export");
  for (const path of paths) {
    const about = (method: string, headers: Record<string, string>) => statusOf(facet, method, path, headers);
    const refused = open.test(path)
      ? expect.not.objectContaining({ status: 403 })
      : expect.objectContaining({ status: 403 });
    expect(await about("GET", { host: "evil.example" }), path).toEqual(refused);
    expect(await about("POST", { host: "evil.example", origin: "http://evil.example" }), path).toEqual(refused);
    expect(await about("POST", { host: own, "sec-fetch-site": "same-site" }), path).toEqual(refused);
    expect(await about("PATCH", { host: own, origin: "http://evil.example" }), path).toEqual(refused);
  }
  const key = { authorization: `Bearer ${facet.key}` };
  const rest = (headers: Record<string, string>) => statusOf(facet, "GET", "/api/v1/requests", { ...key, ...headers });
  expect((await rest({ host: own })).status).toBe(200);
  expect((await rest({ host: own, "sec-fetch-site": "cross-site" })).text).toContain('"code":"forbidden"');
  expect((await rest({ host: "localhost" })).status).toBe(200);
  const page = await statusOf(facet, "GET", "/requests", { host: "facet.example.com", accept: "text/html" });
  expect(page.text).toContain('"facet.example.com". Open it as 127.0.0.1');
  expect(page.text).toContain("FACET_ALLOWED_HOSTS");
  const shown = await statusOf(facet, "GET", "/settings", { host: own });
  expect(shown).toMatchObject({ status: 200, headers: { "content-security-policy": "frame-ancestors 'none'" } });
});

/** Like fetch, which sends no Host of one's own. */
function statusOf({ dashboardUrl }: FacetProcess, method: string, path: string, headers: Record<string, string>) {
  return new Promise<{ status?: number; headers: object; text: string }>((resolve, reject) => {
    const request = send(`${dashboardUrl}${path}`, { method, headers }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode, headers: response.headers, text });
    });
    request.on("error", reject).end();
  });
}

/** Asks while no one may read requests, leaves when the statements run, and sees them end. */
async function leaveWhileItReads(facet: FacetProcess, database: postgres.Sql, paths: string[]): Promise<void> {
  const running = async (): Promise<string[]> => {
    const rows = await database`select query from pg_stat_activity
      where application_name = 'facet-dashboard' and state = 'active' and wait_event_type = 'Lock'`;
    return rows.map(({ query }) => query);
  };
  await database.begin(async (lock) => {
    await lock`lock table facts in access exclusive mode`;
    const browser = new AbortController();
    const asked = paths.map((path) => ask(facet, path, browser.signal).then((response) => response.text()));
    await expect.poll(running, { message: paths[0] }).not.toEqual([]);
    browser.abort();
    await Promise.allSettled(asked);
    await expect.poll(running, { message: paths[0] }).toEqual([]);
  });
}

function ask(facet: FacetProcess, path: string, signal?: AbortSignal): Promise<Response> {
  const headers = path.startsWith("/api/") ? { authorization: `Bearer ${facet.key}` } : undefined;
  return fetch(`${facet.dashboardUrl}${path}`, { signal, headers });
}
