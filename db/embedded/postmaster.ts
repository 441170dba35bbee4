import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fstatSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
import { setPriority } from "node:os";
import { join } from "node:path";
import type { Account } from "./account";
import { embeddedSettings } from "./settings";

/** Where both want the processor, calls under way come before rows and answers; sessions inherit it. */
const NICENESS = 5;
/** Milliseconds a fast shutdown may take before it becomes an immediate one. */
const STOP_MS = 30_000;

export type PostmasterOptions = {
  folder: string;
  binaries: string;
  account: Account | null;
  port: number;
  logFile: string;
  settings: Record<string, string>;
};

export type Postmaster = {
  exited: Promise<number | null>;
  hasExited: () => boolean;
  /** What it wrote to its log since it was launched. */
  log: () => Promise<string>;
  stop: () => Promise<void>;
};

/** Launches `postgres` in the foreground, as a child. It ends by itself when this process is gone. */
export function launchPostmaster({
  folder,
  binaries,
  account,
  port,
  logFile,
  settings,
}: PostmasterOptions): Postmaster {
  const all = { ...embeddedSettings(), port: String(port), ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const output = openSync(logFile, "a", 0o600);
  const logStart = fstatSync(output).size;
  const child = spawn(join(binaries, "bin", "postgres"), ["-D", folder, ...flags], {
    cwd: folder,
    stdio: ["ignore", output, output],
    // Its own process group: Ctrl-C must reach Facet first, Postgres last.
    detached: true,
    env: serverEnvironment(),
    ...account,
  });
  closeSync(output);
  giveWay(child.pid);
  let ended = false;
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  const watcher = stopWithParent(child.pid, account);
  const settle = () => {
    ended = true;
    watcher?.kill("SIGKILL");
  };
  void exited.then(settle, settle);
  return {
    exited,
    hasExited: () => ended,
    log: () => readFrom(logFile, logStart),
    stop: () => stop(child, exited),
  };
}

function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, NICENESS);
  } catch {
    // Already gone, which `exited` tells, or niced further by whoever started us.
  }
}

/** Nothing of the caller's PGPORT, LC_ALL or TZ may change how the server runs or which language it fails in. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", NODE_ENV: "production" };
}

/**
 * A shell that sleeps in `read` until its input ends, which happens however this process ends, kill -9 included. Then it
 * asks Postgres for a smart shutdown (sessions, such as the writer's, may finish) and after a while for a fast one.
 */
function stopWithParent(pid: number | undefined, account: Account | null): ChildProcess | null {
  if (pid === undefined) return null;
  const wait = 'for second in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 "$0" || exit 0; done';
  const script = `read -r _; kill -TERM "$0" || exit 0; ${wait}; kill -INT "$0"`;
  const watcher = spawn("/bin/sh", ["-c", script, String(pid)], {
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    ...account,
  });
  watcher.on("error", () => {});
  watcher.unref();
  if (watcher.stdin && "unref" in watcher.stdin && typeof watcher.stdin.unref === "function") watcher.stdin.unref();
  return watcher;
}

async function readFrom(file: string, start: number): Promise<string> {
  const handle = await open(file, "r").catch(() => null);
  if (!handle) return "";
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.max(0, Math.min(size - start, 64 * 1024)));
    await handle.read(bytes, 0, bytes.length, start);
    return bytes.toString("utf8");
  } finally {
    await handle.close();
  }
}

async function stop(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGQUIT"), STOP_MS);
  await exited.catch(() => null);
  clearTimeout(timer);
}
