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
