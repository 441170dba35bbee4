import { createServer, type RequestListener } from "node:http";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "@/db/client";
import { commandOf } from "@/db/embedded/process-table";
import { buildWhenNeeded } from "./build";
import {
  type FacetProcess,
  makeDataDirectory,
  type RunOptions,
  removeDataDirectory,
  startFacet,
} from "./facet-process.fixture";
import { childrenOf } from "./processes.fixture";

beforeAll(() => buildWhenNeeded(new AbortController().signal), 300_000);

describe("facet start", () => {
  let dataDir = "";
  beforeAll(async () => {
    dataDir = await makeDataDirectory();
  });
  afterAll(() => removeDataDirectory(dataDir));

  const start = async (options: Partial<RunOptions> = {}) => {
    const facet = await startFacet({ dataDir, ...options });
    onTestFinished(async () => {
      await facet.end("SIGTERM");
    });
    return facet;
  };

  test("a call in flight at SIGTERM ends well and is stored; the exit code is 0", async () => {
    const upstream = await listen(async (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"object":"chat.completion",');
      // The answer goes on after Facet was told to stop.
      ended = facet.end("SIGTERM");
      await expect.poll(() => facet.output()).toContain("Stopping");
      response.end('"model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}}');
    });
    let ended: Promise<number | string> | null = null;
    const facet = await start({ settings: { FACET_UPSTREAM_OPENAI: upstream } });
    const answer = await call(facet);
    expect(await answer.text()).toContain('"completion_tokens":2');
    expect(await ended).toBe(0);
    expect(facet.output()).toContain("Stopped.");

    const again = await start({ throughNpm: true });
    onTestFinished(() => endNow(again.pid));
    expect(again.key).toBe(facet.key);
    expect(await storedCalls(again)).toBe(1);
    // npm tells only the shell it began: were that another process than ours, ours would go on and keep the output open.
    await again.end("SIGTERM");
    expect(again.output()).toContain("Stopped.");
  }, 120_000);

  test("what dies is started again, the others go on; kill -9 of it all leaves nothing behind", async () => {
    const facet = await start();
    const before = await childrenOf(facet.pid);
    const pidOf = (name: string, list = before) => list.find(({ command }) => command.includes(name))?.pid ?? 0;

    process.kill(pidOf("facet.mjs gateway"), "SIGKILL");
    process.kill(pidOf("postgres -D"), "SIGKILL");
    const said = { timeout: 20_000 };
    await expect.poll(() => facet.output(), said).toContain("The gateway ended (SIGKILL): starting it again");
    await expect.poll(() => facet.output(), said).toContain("Postgres ended: starting it again");
    await expect.poll(() => health(facet.gatewayUrl), { timeout: 20_000 }).toMatchObject({ database: "ok" });
    await expect.poll(() => health(facet.dashboardUrl), { timeout: 20_000 }).toMatchObject({ database: "ok" });
    const after = await childrenOf(facet.pid);
    expect(pidOf("facet.mjs gateway", after)).not.toBe(pidOf("facet.mjs gateway"));
    expect(pidOf("facet.mjs writer", after), facet.output()).toBe(pidOf("facet.mjs writer"));

    expect(await facet.end("SIGKILL")).toBe("SIGKILL");
    const left = async () => {
      const commands = await Promise.all(after.map(({ pid }) => commandOf(pid)));
      return commands.filter((command, index) => command !== null && command === after[index]?.command);
    };
    await expect.poll(left, { timeout: 20_000 }).toEqual([]);
  }, 120_000);

  test("starts again at once after kill -9, on the same ports", async () => {
    const facet = await start();
    await facet.end("SIGKILL");
    const again = await start({
      settings: { FACET_PORT: new URL(facet.dashboardUrl).port, FACET_GATEWAY_PORT: new URL(facet.gatewayUrl).port },
    });
    expect(again.key).toBe(facet.key);
    expect(await health(again.dashboardUrl)).toMatchObject({ status: "ok", database: "ok" });
    await again.end("SIGTERM");
  }, 120_000);

  test("takes the key and the database it is given", async () => {
    const facet = await start({ settings: { FACET_API_KEY: "a-key-of-my-own" } });
    const other = await makeDataDirectory();
    const second = await startFacet({ dataDir: other, settings: { DATABASE_URL: facet.databaseUrl } });
    onTestFinished(async () => {
      await second.end("SIGTERM");
      await removeDataDirectory(other);
    });
    expect(facet.key).toBe("a-key-of-my-own");
    expect(await childrenOf(second.pid)).toHaveLength(3);
    expect(second.key).not.toBe(facet.key);
    expect((await call(second, facet.key)).status).not.toBe(401);
  }, 120_000);
});

async function call({ gatewayUrl, key }: FacetProcess, projectKey = key): Promise<Response> {
  return fetch(`${gatewayUrl}/gateway/openai/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", "helicone-auth": `Bearer ${projectKey}`, connection: "close" },
    body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "hello" }] }),
  });
}

/** Where a test failed it may still be there. */
function endNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

async function health(url: string): Promise<unknown> {
  return fetch(`${url}/healthz`, { headers: { connection: "close" } }).then(
    (response) => response.json(),
    () => null,
  );
}

async function storedCalls({ databaseUrl }: FacetProcess): Promise<number> {
  const database = openDatabase(databaseUrl, { pool: 1, name: "facet-test" });
  const rows = await database.execute<{ n: number }>(sql`
    select count(*)::int as n from facts where project_id = (select id from projects where slug = 'default')`);
  await database.$client.end();
  return rows[0]?.n ?? 0;
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return `http://127.0.0.1:${address.port}`;
}
