import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { childEnvironment } from "@/env";

/** A running `facet start`, for tests: the real thing, with its processes, Postgres and ports. */
export type FacetProcess = {
  pid: number;
  /** `http://127.0.0.1:<port>`, like the next. */
  dashboardUrl: string;
  gatewayUrl: string;
  /** The first project's key. */
  key: string;
  databaseUrl: string;
  /** Everything it has said so far. */
  output: () => string;
  /** Sends a signal and resolves with how it ended: an exit code or a signal's name. */
  end: (signal: NodeJS.Signals) => Promise<number | string>;
};

export type RunOptions = {
  dataDir: string;
  settings?: Record<string, string>;
  args?: string[];
  /** As a person does, by `npm start`: signals go to npm. */
  throughNpm?: boolean;
};

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const LAUNCHER = fileURLToPath(new URL("./facet.mjs", import.meta.url));

/** A data directory of its own; remove it with `removeDataDirectory` when everything has ended. */
export async function makeDataDirectory(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "facet-start-"));
  // The `postgres` account passes through when root runs the tests; else the cluster would be made elsewhere.
  await chmod(dataDir, 0o711);
  return dataDir;
}

/** Call it when every process that used it has ended. */
export async function removeDataDirectory(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

/** Runs `facet start` to its end and returns what it said. */
export async function runToEnd(options: RunOptions): Promise<{ end: number | string; output: string }> {
  const { child, output } = launch(options);
  return { end: await endOf(child), output: output() };
}

/** Runs `facet start` until it says that it is ready. Rejects with what it said when it ends before. */
export async function startFacet(options: RunOptions): Promise<FacetProcess> {
  const { child, output } = launch(options);
  const ended = endOf(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", () => {
      if (output().includes("Ctrl-C stops everything")) resolve();
    });
    void ended.then((end) => reject(new Error(`facet start ended with ${end}:\n${output()}`)));
  });
  const holder: { pid: number; databaseUrl: string } = JSON.parse(
    await readFile(join(options.dataDir, "facet.pid"), "utf8"),
  );
  return {
    ...holder,
    dashboardUrl: read(output(), "Dashboard"),
    gatewayUrl: read(output(), "Gateway"),
    key: read(output(), "Project key"),
    output,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

function launch(options: RunOptions): { child: ChildProcess; output: () => string } {
  const { dataDir, settings, args = [], throughNpm = false } = options;
  const [command, ...rest] = throughNpm ? ["npm", "start", "--"] : [process.execPath, LAUNCHER, "start"];
  const child = spawn(command, [...rest, ...args], {
    cwd: ROOT,
    env: childEnvironment({
      NODE_ENV: "production",
      DATABASE_URL: "",
      FACET_DATA_DIR: dataDir,
      FACET_HOST: "127.0.0.1",
      // 0: a free one.
      FACET_PORT: "0",
      FACET_GATEWAY_PORT: "0",
      FACET_LOG_LEVEL: "warn",
      ...settings,
    }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  return { child, output: () => output };
}

function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => child.once("close", (code, signal) => resolve(signal ?? code ?? "")));
}

function read(output: string, label: string): string {
  const value = output.match(new RegExp(`^ *${label} +(\\S+)$`, "m"))?.[1];
  if (!value) throw new Error(`no ${label} in:\n${output}`);
  return value;
}
