import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { childEnvironment } from "@/env";
import { buildProgram } from "./build-program";
import { isNewest } from "./newest.mjs";
import { PROGRAM, PROGRAM_SOURCES } from "./program.mjs";
import { ROOT } from "./root";
import { UserError } from "./user-error";

/** What the dashboard is made from. */
const SOURCES = ["app", "components", "lib", "db", "public", "env.ts", "next.config.ts", "package-lock.json"];

export const NEXT = join(ROOT, "node_modules/next/dist/bin/next");

const BUILT = join(ROOT, ".next/BUILD_ID");

/** Builds what was never built, and what has a source newer than its last build. Throws UserError. */
export async function buildWhenNeeded(signal: AbortSignal): Promise<void> {
  if (!isNewest(PROGRAM, PROGRAM_SOURCES)) await buildProgram();
  const sources = SOURCES.map((name) => join(ROOT, name));
  if (isNewest(BUILT, sources)) return;
  console.log(
    existsSync(BUILT) ? "Building the dashboard (its sources have changed)…" : "Building the dashboard (once)…",
  );
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
