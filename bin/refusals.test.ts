import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import postgres from "postgres";
import { expect, inject, onTestFinished, test, vi } from "vitest";
import { createTestDatabase } from "@/db/test-database";
import { type DatabaseFacts, findObstacle } from "./external-database";
import { main } from "./facet";
import { makeDataDirectory, removeDataDirectory, runToEnd } from "./facet-process.fixture";
import { lockDataDirectory } from "./lock";
import { ROOT } from "./root";

/** What `facet start` says when it refuses: always one line, always with exit code 1. */
async function refusal(settings: Record<string, string>, dataDir?: string): Promise<string> {
  const folder = dataDir ?? (await ownDataDirectory());
  const { end, output } = await runToEnd({ dataDir: folder, settings });
  expect({ end, lines: output.trimEnd().split("\n").length, output }).toMatchObject({ end: 1, lines: 1 });
  return output.trimEnd();
}

async function ownDataDirectory(): Promise<string> {
  const dataDir = await makeDataDirectory();
  onTestFinished(() => removeDataDirectory(dataDir));
  return dataDir;
}

function databaseUrl(change: (url: URL) => void): string {
  const url = new URL(inject("databaseUrl"));
  change(url);
  return url.href;
}

test("a taken port is named with its setting before anything is started", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  const port = String(address !== null && typeof address === "object" ? address.port : "");
  for (const setting of ["FACET_PORT", "FACET_GATEWAY_PORT"]) {
    const dataDir = await ownDataDirectory();
    expect(await refusal({ [setting]: port }, dataDir)).toBe(
      `Port ${port} is taken: stop what listens there, or set ${setting} to another port.`,
    );
    expect(existsSync(join(dataDir, "postgres"))).toBe(false);
  }
});

test("other hosts than loopback are refused until there are accounts", async () => {
  expect(await refusal({ FACET_HOST: "0.0.0.0" })).toMatch(/^FACET_HOST=0\.0\.0\.0 would show every prompt/);
});

test("a setting that cannot be used is named", async () => {
  expect(await refusal({ FACET_PORT: "abc" })).toMatch(/^FACET_PORT: .*docs\/configuration\.md/);
  expect(await refusal({ DATABASE_URL: "mysql://x" })).toMatch(/^DATABASE_URL: /);
});

test("a database that cannot be reached or used is explained without its password", async () => {
  const unreachable = databaseUrl((url) => {
    url.port = "1";
  });
  const secret = new URL(unreachable).password;
  const first = await refusal({ DATABASE_URL: unreachable });
  expect(first).toMatch(/127\.0\.0\.1:1.*nothing answers there/);
  expect(first).not.toContain(secret);

  const wrongPassword = databaseUrl((url) => {
    url.password = "wrong";
  });
  expect(await refusal({ DATABASE_URL: wrongPassword })).toMatch(/the password of facet is wrong/);

  const noDatabase = databaseUrl((url) => {
    url.pathname = "/nowhere";
  });
  expect(await refusal({ DATABASE_URL: noDatabase })).toMatch(/"nowhere" does not exist/);
});

test("a database user without rights is told which ones", async () => {
  const { url } = await createTestDatabase();
  const admin = postgres(url, { max: 1 });
  const name = new URL(url).pathname.slice(1);
  await admin`create role ${admin(name)} login password 'guest'`;
  onTestFinished(async () => {
    await admin`drop role ${admin(name)}`;
    await admin.end();
  });
  const guest = new URL(url);
  guest.username = name;
  guest.password = "guest";
  expect(await refusal({ DATABASE_URL: guest.href })).toMatch(/ may not create .*GRANT CREATE/);
});

test("a Postgres that is too old or lacks the extension is told what to do", () => {
  const fine: DatabaseFacts = {
    version: 150_000,
    shown: "15.0",
    schema: "public",
    may_create: true,
    may_create_tables: true,
    extension: "available",
  };
  expect(findObstacle(fine, "facet")).toBeNull();
  expect(findObstacle({ ...fine, version: 140_011, shown: "14.11" }, "facet")).toMatch(
    /Postgres 14\.11, .*15 or newer/,
  );
  expect(findObstacle({ ...fine, extension: "missing" }, "facet")).toMatch(/install its contrib package/);
  expect(findObstacle({ ...fine, extension: "installed", may_create: false }, "facet")).toMatch(
    /may not create tables/,
  );
});

test("a data directory in use, not a folder or of another Postgres is explained", async () => {
  const inUse = await ownDataDirectory();
  const lock = await lockDataDirectory(inUse);
  onTestFinished(lock.release);
  expect(await refusal({}, inUse)).toContain(`already running on ${inUse} (process ${process.pid})`);

  const folder = await ownDataDirectory();
  const file = join(folder, "file");
  await writeFile(file, "");
  expect(await refusal({}, file)).toBe(`${file} is not a folder: set FACET_DATA_DIR to one.`);
  expect(await refusal({}, join(file, "below"))).toMatch(/is not a folder/);
});

test("a place that takes no folders is named at once, by every command that needs one", async () => {
  expect(await refusal({}, "/proc/facet")).toBe(
    "No folder can be made at /proc/facet: set FACET_DATA_DIR to another place.",
  );
  expect(await refusal({}, "/dev/null/facet")).toMatch(/is not a folder/);
  vi.stubEnv("FACET_DATA_DIR", "/proc/facet");
  vi.stubEnv(
    "DATABASE_URL",
    databaseUrl(() => {}),
  );
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  for (const command of ["gateway", "writer", "spool"]) {
    const { exitCode, said } = await called(command, ...(command === "spool" ? ["list"] : []));
    expect({ exitCode, said }).toEqual({
      exitCode: 1,
      said: expect.stringMatching(/spool in \/proc\/facet.*FACET_DATA_DIR/),
    });
  }
});

/** Runs a command in this process. */
async function called(...args: string[]): Promise<{ exitCode: unknown; said: string }> {
  const lines: string[] = [];
  const collect = (line: unknown) => void lines.push(String(line));
  const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
  for (const spy of spies) spy.mockImplementation(collect);
  process.exitCode = 0;
  await main(args);
  const { exitCode } = process;
  process.exitCode = 0;
  for (const spy of spies) spy.mockRestore();
  return { exitCode, said: lines.join("\n") };
}

test("every command called wrongly says how, with exit code 2", async () => {
  const help = await called("help");
  expect(help.exitCode).toBe(0);
  const commands = [...help.said.matchAll(/^ {2}([a-z]+)/gm)].map((match) => match[1] ?? "");
  expect(commands).toContain("spool");
  for (const command of commands) {
    const { exitCode, said } = await called(command, "--nonsense");
    expect({ exitCode, said }).toEqual({ exitCode: 2, said: expect.stringContaining(`facet.mjs ${command}`) });
    expect(await called(command, "--help")).toEqual(help);
  }
  expect(await called("nonsense")).toEqual({ exitCode: 2, said: expect.stringContaining(help.said) });
  const wrong = [
    ["rollups"],
    ["spool"],
    ["spool", "show"],
    ["spool", "drop", "1"],
    ["spool", "list", "x"],
    ["start", "x"],
  ];
  for (const args of wrong) expect(await called(...args)).toMatchObject({ exitCode: 2 });
});

test("an old Node gets one line", async () => {
  const launcher = pathToFileURL(join(ROOT, "bin/facet.mjs")).href;
  const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } }); import("${launcher}")`;
  const failure = await promisify(execFile)(process.execPath, ["-e", pretend]).catch((error) => error);
  expect(failure).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Facet needs Node\.js 20\.9 .*18\.20\.4.*\n$/),
  });
});

test("docs/configuration.md lists every setting", async () => {
  const source = await readFile(join(ROOT, "env.ts"), "utf8");
  const names = [...source.matchAll(/^ {2}((?:FACET|DATABASE)_\w+):/gm)].map((match) => match[1]);
  const page = await readFile(join(ROOT, "docs/configuration.md"), "utf8");
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
