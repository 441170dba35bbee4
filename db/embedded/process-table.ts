import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * The command line of a running process, arguments separated by spaces; null when there is none of that id.
 * A pid file alone proves nothing: after a reboot, or in a container, its number belongs to somebody else.
 */
export async function commandOf(pid: number): Promise<string | null> {
  if (process.platform === "linux") {
    const raw = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return raw === "" ? null : raw.replaceAll("\0", " ").trim();
  }
  const listed = await run("ps", ["-ww", "-o", "command=", "-p", String(pid)]).catch(() => null);
  return listed?.stdout.trim() || null;
}
