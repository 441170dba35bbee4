import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { childEnvironment } from "@/env";
import { ROOT } from "./root";
import { UserError } from "./user-error";

/** What the dashboard is made from. */
const SOURCES = ["app", "components", "lib", "db", "public", "env.ts", "next.config.ts", "package-lock.json"];

export const NEXT = join(ROOT, "node_modules/next/dist/bin/next");

/** Builds the dashboard when it never was, or when a source is newer than the last build. Throws UserError. */
export async function buildWhenNeeded(signal: AbortSignal): Promise<void> {
  const built = await modified(join(ROOT, ".next/BUILD_ID"));
  if (
    built > 0 &&
    !(await newerThan(
      built,
      SOURCES.map((name) => join(ROOT, name)),
    ))
  )
    return;
  console.log(built > 0 ? "Building the dashboard (its sources have changed)…" : "Building the dashboard (once)…");
  await build(signal);
}

async function build(signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [NEXT, "build"], {
    cwd: ROOT,
    env: childEnvironment({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }),
    stdio: ["ignore", "pipe", "pipe"],
    signal,
    killSignal: "SIGTERM",
  });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  // Aborting is an "error" event too; the "close" that follows is enough.
  child.once("error", () => {});
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  signal.throwIfAborted();
  if (code === 0) return;
  console.error(output.trimEnd());
  const unwritable = /EACCES|EROFS|EPERM/.test(output);
  throw new UserError(
    unwritable
      ? `${ROOT} cannot be written by this user: run "npm run build" once as its owner.`
      : "The dashboard could not be built; the reason stands above.",
  );
}

/** Folders count too: their time changes when a file goes away. */
async function newerThan(time: number, paths: string[]): Promise<boolean> {
  for (const path of paths) {
    if ((await modified(path)) > time) return true;
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    const inside = entries.filter((entry) => entry.isDirectory() || !entry.name.includes(".test."));
    if (
      await newerThan(
        time,
        inside.map((entry) => join(path, entry.name)),
      )
    )
      return true;
  }
  return false;
}

async function modified(path: string): Promise<number> {
  const info = await stat(path).catch(() => null);
  return info?.mtimeMs ?? 0;
}
