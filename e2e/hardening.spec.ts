import { readdir } from "node:fs/promises";
import { type IncomingHttpHeaders, type RequestOptions, request as send } from "node:http";
import { expect, mergeTests } from "@playwright/test";
import postgres from "postgres";
import type { FacetProcess } from "@/bin/facet-process.fixture";
import { test as historyTest } from "./history";
import { testWithUpstream } from "./upstream";

/** Answers with the call as it reached the provider. */
const echo = testWithUpstream("FACET_UPSTREAM_OPENAI", (request, response) => {
  const seen = { url: request.url, headers: request.rawHeaders };
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ object: "chat.completion", model: "gpt-4o-mini", choices: [], seen }));
  });
});
const test = mergeTests(historyTest, echo);

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

test("both doors pass a call with 500 properties on as it came, and store all of them", async ({ facet }) => {
  const tags = Array.from({ length: 500 }, (_, index) => [
    `Helicone-Property-Tag-${index}`,
    `${index}`.padEnd(200, "v"),
  ]);
  const headers = {
    ...Object.fromEntries(tags),
    "Helicone-Auth": `Bearer ${facet.key}`,
    "X-Forwarded-For": "203.0.113.7",
    "x-forwarded-proto": "https",
    "X-Title": "As-It-Came",
    "Content-Type": "application/json",
  };
  const body = JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "hello" }] });
  const path = "/gateway/openai/v1/chat/completions?a&b=%7e+c&&d=";
  const [one, two] = await Promise.all(
    [facet.gatewayUrl, facet.dashboardUrl].map(async (door) => {
      const answer = await exchange(`${door}${path}`, { method: "POST", headers }, body);
      expect(answer.status, answer.text).toBe(200);
      const { seen } = JSON.parse(answer.text);
      await expect.poll(() => propertiesOf(facet, answer.headers["helicone-id"])).toEqual(storedTags(tags));
      return seen;
    }),
  );
  expect(one.url).toBe("/v1/chat/completions?a&b=%7e+c&&d=");
  expect(one.headers).toEqual(expect.arrayContaining(["X-Forwarded-For", "203.0.113.7", "X-Title", "As-It-Came"]));
  expect(two).toEqual(one);
});

const storedTags = (tags: string[][]) =>
  Object.fromEntries(tags.map(([name = "", value]) => [name.slice("Helicone-Property-".length).toLowerCase(), value]));

async function propertiesOf(facet: FacetProcess, id: unknown): Promise<unknown> {
  const answer = await ask(facet, `/api/v1/requests/${id}`);
  return answer.ok ? (await answer.json()).data.properties : answer.status;
}

const statusOf = (facet: FacetProcess, method: string, path: string, headers: Record<string, string>) =>
  exchange(`${facet.dashboardUrl}${path}`, { method, headers });

type Exchanged = { status?: number; headers: IncomingHttpHeaders; text: string };

/** Like fetch, which sends no Host and no spelling of one's own. */
function exchange(url: string, options: RequestOptions, body?: string): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    const request = send(url, options, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode, headers: response.headers, text });
    });
    request.on("error", reject).end(body);
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
