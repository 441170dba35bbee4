import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { details, facts } from "@/db/schema";
import { createTestDatabase, createTestProject } from "@/db/test-database";
import { openSpool, type Spool } from "./spool";
import { testRecord } from "./test-record";
import { startWriter } from "./writer";

const logger = pino({ level: "silent" });
const FACET = join(import.meta.dirname, "../../bin/facet.mjs");

async function open(): Promise<{ spool: Spool; dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), "facet-writer-"));
  const spool = openSpool({ dataDir, durability: "process", maxBytes: 2 ** 30, logger });
  onTestFinished(async () => {
    await spool.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return { spool, dataDir };
}

const settings = { logger, retentionDays: 0, shutdownMs: 20_000 };

async function fill(spool: Spool, projectId: number, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await spool.append(testRecord({ projectId, latencyMs: index }));
}

/** Rows, different calls among them, and the sum of their latencies, which names the set of calls. */
async function contents(database: Database) {
  const [row] = await database.execute<{ rows: number; calls: number; sum: number }>(sql`
    select count(*)::int as rows, count(distinct id)::int as calls, coalesce(sum(latency_ms), 0)::int as sum from facts`);
  return { ...row, details: await database.$count(details) };
}

test("what is appended soon lies in Postgres, and stop leaves nothing behind", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const { spool } = await open();
  const writer = startWriter({ ...settings, database, spool });
  await fill(spool, projectId, 10);
  await expect.poll(() => database.$count(facts), { timeout: 5000 }).toBe(10);
  await fill(spool, projectId, 2500);
  await writer.stop();
  expect(await database.$count(facts)).toBe(2510);
  expect(spool.stats().depth).toBe(0);
});

test("a record that Postgres refuses is set aside, the others are written", async () => {
  const { database } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const { spool } = await open();
  await fill(spool, projectId, 5);
  const poison = testRecord({ projectId, callerId: "not a uuid" });
  await spool.append(poison);
  await fill(spool, projectId, 5);
  await startWriter({ ...settings, database, spool }).stop();
  expect(await database.$count(facts)).toBe(10);
  expect(spool.stats()).toMatchObject({ depth: 0, rejected: 1 });
  expect(spool.rejected()[0]?.reason).toContain("uuid");
});

test("partitions are made ahead, days past retention go, and codes that run out are told of", async () => {
  const { database } = await createTestDatabase();
  const { spool } = await open();
  const said: string[] = [];
  const told = pino({ level: "warn" }, { write: (line) => void said.push(line) });
  await database.execute(sql`select setval(pg_get_serial_sequence('dictionary', 'code'), 1200000000)`);
  await database.execute(
    sql`create table facts_20200101 partition of facts for values from ('2020-01-01') to ('2020-01-02')`,
  );
  const writer = startWriter({ ...settings, logger: told, database, spool, retentionDays: 30 });
  const old = () => database.execute(sql`select 1 from pg_class where relname = 'facts_20200101'`);
  await expect.poll(async () => (await old()).length, { timeout: 5000 }).toBe(0);
  await expect.poll(() => said.join(""), { timeout: 5000 }).toContain("Codes for new values are running out");
  await writer.stop();
});

test("while Postgres is away records wait; when it is back they are written", async () => {
  const { database, url } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const { spool } = await open();
  const line = await openLine(url);
  const behindLine = openDatabase(line.url, { pool: 1, name: "behind-line" });
  const writer = startWriter({ ...settings, database: behindLine, spool });
  await fill(spool, projectId, 100);
  await expect.poll(() => database.$count(facts), { timeout: 5000 }).toBe(100);
  line.cut();
  await fill(spool, projectId, 100);
  await expect.poll(() => line.refused(), { timeout: 5000 }).toBeGreaterThan(1);
  expect(spool.stats().depth).toBe(100);
  line.mend();
  await expect.poll(() => database.$count(facts), { timeout: 15_000 }).toBe(200);
  await writer.stop();
  await behindLine.$client.end({ timeout: 1 });
});

test("a line on which answers stop coming is given up; what was committed meanwhile is not written twice", async () => {
  const { database, url } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const { spool } = await open();
  const line = await openLine(url);
  const behindLine = openDatabase(line.url, { pool: 1, name: "behind-line", silenceMs: 1_500 });
  const writer = startWriter({ ...settings, database: behindLine, spool });
  await fill(spool, projectId, 100);
  await expect.poll(() => spool.stats().depth, { timeout: 5000 }).toBe(0);
  line.swallowCommit();
  await fill(spool, projectId, 100);
  await expect.poll(() => database.$count(facts), { timeout: 5000 }).toBe(200);
  expect(spool.stats().depth).toBe(100);
  await expect.poll(() => spool.stats().depth, { timeout: 15_000 }).toBe(0);
  expect(await contents(database)).toMatchObject({ rows: 200, calls: 200, details: 200 });
  await writer.stop();
  await behindLine.$client.end({ timeout: 1 });
}, 30_000);

test("stop gives up in time when Postgres is away, and keeps everything", async () => {
  const { spool } = await open();
  await fill(spool, 1, 20);
  const nowhere = openDatabase("postgres://127.0.0.1:1/none", { pool: 1, name: "nowhere" });
  const writer = startWriter({ ...settings, database: nowhere, spool, shutdownMs: 300 });
  await writer.stop();
  expect(spool.stats().depth).toBe(20);
});

test("a writer killed at any moment loses nothing and doubles nothing; asked to stop it drains", async () => {
  const { database, url } = await createTestDatabase();
  const projectId = await createTestProject(database);
  const { spool, dataDir } = await open();
  const run = () => startProcess(url, dataDir);
  const calls = 5000;
  await fill(spool, projectId, calls);
  // At once: most likely between commit and removal. Later: within a batch, or within the removal.
  for (const delay of [0, Math.random() * 60]) {
    const before = await database.$count(facts);
    const child = run();
    const ended = once(child, "close");
    while (child.exitCode === null && (await database.$count(facts)) === before) await sleep(1);
    await sleep(delay);
    child.kill("SIGKILL");
    await ended;
  }
  const child = run();
  await once(child, "message");
  child.kill("SIGTERM");
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  expect(spool.stats()).toMatchObject({ depth: 0, rejected: 0 });
  const sum = (calls * (calls - 1)) / 2;
  expect(await contents(database)).toEqual({ rows: calls, calls, sum, details: calls });
}, 90_000);

function startProcess(url: string, dataDir: string): ChildProcess {
  const child = spawn(process.execPath, [FACET, "writer"], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      FACET_DATA_DIR: dataDir,
      FACET_LOG_LEVEL: "error",
      FACET_SHUTDOWN_MS: "60000",
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** A TCP line to Postgres that can be cut. */
async function openLine(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isCut = false;
  let refused = 0;
  let swallowsCommit = false;
  const server: Server = createServer((near) => {
    if (isCut) {
      refused++;
      near.destroy();
      return;
    }
    const far = near.pipe(connect(Number(target.port), target.hostname));
    let isDeaf = false;
    far.on("data", (bytes) => {
      // Committed, but the answer does not arrive, and nobody says that the line is dead.
      if (swallowsCommit && bytes.includes("COMMIT")) {
        swallowsCommit = false;
        isDeaf = true;
      }
      if (!isDeaf) near.write(bytes);
    });
    far.on("end", () => near.end());
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  const here = new URL(url);
  here.port = String(typeof address === "object" ? address?.port : "");
  here.hostname = "127.0.0.1";
  return {
    url: here.href,
    refused: () => refused,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
    /** The connection that commits next hears nothing any more. */
    swallowCommit: () => {
      swallowsCommit = true;
    },
  };
}
