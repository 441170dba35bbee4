import { sql } from "drizzle-orm";
import type { FacetProcess } from "@/bin/facet-process.fixture";
import { openDatabase } from "@/db/client";
import { listProjects } from "@/db/projects";
import { insertRequests, type TestRequest } from "@/lib/query/test-data";
import { test as base } from "./facet";

const DAY = 86_400_000;

/** Two weeks that end with the last midnight in UTC; `from` is the middle. */
export type History = FacetProcess & { from: Date; to: Date; range: string };

/**
 * `test` with the product holding two weeks of requests at a cent each: 60 chats and 20 agent calls a day, and 80 agent
 * calls a day in the second week. Nothing else differs.
 */
export const test = base.extend<object, { history: History }>({
  history: [
    async ({ facet }, use) => {
      const to = new Date(Math.floor(Date.now() / DAY) * DAY);
      const from = new Date(to.getTime() - 7 * DAY);
      const requests = Array.from({ length: 14 }, (_, day) => {
        const start = to.getTime() - (14 - day) * DAY;
        return [...calls("chat", 60, start), ...calls("agent", day < 7 ? 20 : 80, start)];
      }).flat();
      await store(facet, requests);
      const range = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() }).toString();
      await use({ ...facet, from, to, range });
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

function calls(feature: string, count: number, day: number): TestRequest[] {
  return Array.from({ length: count }, (_, index) => ({
    at: new Date(day + (index + 1) * 600_000),
    properties: [
      ["environment", "production"],
      ["feature", feature],
    ],
    user: `user-${index % 4}`,
    cost: 10_000_000,
    latencyMs: 800,
    requestBody: JSON.stringify({ messages: [{ role: "user", content: feature }] }),
  }));
}

/** As old requests get into the database; their hours are marked, as an hour may be summed up while they come in. */
async function store({ databaseUrl }: FacetProcess, requests: TestRequest[]): Promise<void> {
  const database = openDatabase(databaseUrl, { pool: 1, name: "facet-history" });
  const [project] = await listProjects(database);
  if (project === undefined) throw new Error("there is no project");
  await insertRequests(database, project.id, requests);
  await database.execute(sql`insert into rollup_marks (project_id, hour)
    select distinct project_id, date_trunc('hour', created_at) from facts where project_id = ${project.id}`);
  await database.$client.end();
}
