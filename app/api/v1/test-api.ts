import { onTestFinished, vi } from "vitest";
import type { Database } from "@/db/client";
import { ensureKey } from "@/db/projects";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { readDatabase } from "@/lib/query/database";

export type TestApi = { database: Database; projectId: number; key: string; strangerId: number; strangerKey: string };

/** A database of the test's own that the routes read too, with two projects and their keys. Call it inside a test. */
export async function openTestApi(): Promise<TestApi> {
  const { database, url } = await createTestDatabase();
  Reflect.deleteProperty(globalThis, "facetReadDatabase");
  vi.stubEnv("DATABASE_URL", url);
  onTestFinished(async () => {
    await readDatabase().$client.end();
    vi.unstubAllEnvs();
  });
  const [projectId, strangerId] = [await createTestProject(database), await createTestProject(database)];
  const [key, strangerKey] = ["sk-facet-own", "sk-facet-stranger"];
  await ensureKey(database, projectId, key, "test");
  await ensureKey(database, strangerId, strangerKey, "test");
  return { database, projectId, key, strangerId, strangerKey };
}

export type Sent = { method?: string; key?: string | null; body?: unknown };

/** A request as a client would send it; `body` that is not text becomes JSON. */
export function apiRequest(path: string, { method = "GET", key = null, body }: Sent): Request {
  const headers = new Headers(key === null ? {} : { authorization: `Bearer ${key}` });
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  return new Request(`http://127.0.0.1:3000${path}`, { method, headers, body: text });
}
