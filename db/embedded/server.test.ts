import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { commandOf } from "./process-table";
import { type EmbeddedServer, type EmbeddedServerOptions, startEmbeddedServer } from "./server";

const QUICK = { fsync: "off", shared_buffers: "16MB" };

async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "facet-embedded-"));
  await chmod(dataDir, 0o711);
  onTestFinished(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  return dataDir;
}

async function start(dataDir: string, options: Partial<EmbeddedServerOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ dataDir, settings: QUICK, ...options });
  onTestFinished(() => server.stop());
  return server;
}

async function query<T>(server: EmbeddedServer, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  try {
    return await ask(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const postmasterOf = async ({ folder }: EmbeddedServer) =>
  Number((await readFile(join(folder, "postmaster.pid"), "utf8")).split("\n")[0]);

test("keeps what was written over a stop, on the port it is given", async () => {
  const dataDir = await makeDataDir();
  const first = await start(dataDir);
  await query(first, (sql) => sql`create table kept as select 'É' as letter`);
  await first.stop();
  expect(await first.exited).toBe(0);
  const second = await start(dataDir, { port: first.port });
  expect(second.url).toBe(first.url);
  const rows = await query(second, (sql) => sql`select lower(letter) as letter from kept`);
  expect(rows).toEqual([{ letter: "é" }]);
});

test("goes on after kill -9, with a session still busy", async () => {
  const dataDir = await makeDataDir();
  const first = await start(dataDir);
  await query(first, (sql) => sql`create table kept (n int)`);
  const busy = query(first, (sql) => sql`insert into kept select count(*) from generate_series(1, 20_000_000)`).catch(
    () => {},
  );
  await query(first, (sql) => sql`insert into kept values (1)`);
  process.kill(await postmasterOf(first), "SIGKILL");
  await first.exited;
  const second = await start(dataDir, { port: first.port });
  expect(await query(second, (sql) => sql`select n from kept where n = 1`)).toEqual([{ n: 1 }]);
  // The orphaned session may even have finished: the new server waited for it.
  await busy;
}, 60_000);

test("stops a server that was left over", async () => {
  const dataDir = await makeDataDir();
  const first = await start(dataDir);
  const leftover = await postmasterOf(first);
  const second = await start(dataDir);
  expect(await commandOf(leftover)).toBeNull();
  expect(await query(second, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

test("does not take another process for its own when the pid file is stale", async () => {
  const dataDir = await makeDataDir();
  const first = await start(dataDir);
  const pidFile = join(first.folder, "postmaster.pid");
  const content = await readFile(pidFile, "utf8");
  await first.stop();
  await writeFile(pidFile, content.replace(/^\d+/, String(process.ppid)));
  const second = await start(dataDir);
  expect(await query(second, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  expect(await commandOf(process.ppid)).not.toBeNull();
});

test("an initdb that was killed half-way is made anew", async () => {
  const dataDir = await makeDataDir();
  await mkdir(join(dataDir, "postgres.partial", "base"), { recursive: true });
  await writeFile(join(dataDir, "postgres.partial", "PG_VERSION"), "18\n");
  await writeFile(join(dataDir, "postgres-password"), "old\n");
  const server = await start(dataDir);
  expect(await query(server, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

test("the data of another Postgres version is named, not touched", async () => {
  const dataDir = await makeDataDir();
  await mkdir(join(dataDir, "postgres"));
  await writeFile(join(dataDir, "postgres", "PG_VERSION"), "16\n");
  await expect(start(dataDir)).rejects.toThrow(/was made by Postgres 16, this Facet brings 18\. Move the folder away/);
  expect(await readFile(join(dataDir, "postgres", "PG_VERSION"), "utf8")).toBe("16\n");
});

test("a lost password file is named", async () => {
  const dataDir = await makeDataDir();
  const first = await start(dataDir);
  await first.stop();
  await rm(join(dataDir, "postgres-password"));
  await expect(start(dataDir)).rejects.toThrow(/postgres-password is missing/);
});

test("says why Postgres would not start, from its log of this time", async () => {
  const dataDir = await makeDataDir();
  await expect(start(dataDir, { settings: { shared_buffers: "nonsense" } })).rejects.toThrow(
    /^Postgres could not be started: FATAL: .*shared_buffers.*Its log: .*postgres\.log$/,
  );
});

test.runIf(process.platform === "linux")("ends with its parent, even when that is killed", async () => {
  const dataDir = await makeDataDir();
  const first = await start(dataDir);
  await first.stop();
  const script = `
    const { register } = await import("tsx/esm/api");
    register();
    const { startEmbeddedServer } = await import("./db/embedded/server.ts");
    const server = await startEmbeddedServer({ dataDir: ${JSON.stringify(dataDir)} });
    process.kill(process.pid, "SIGKILL");`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]).catch(() => {});
  const pidFile = join(first.folder, "postmaster.pid");
  await expect.poll(() => readFile(pidFile, "utf8").catch(() => null), { timeout: 20_000 }).toBeNull();
});
