import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The direct children of a process that are Facet's own services, with their command lines. */
export async function childrenOf(parent: number): Promise<{ pid: number; command: string }[]> {
  const { stdout } = await run("ps", ["-ww", "-A", "-o", "pid=,ppid=,command="]);
  return stdout.split("\n").flatMap((line) => {
    const [, pid, ppid, command] = line.match(/^ *(\d+) +(\d+) (.*)$/) ?? [];
    const isOurs = Number(ppid) === parent && command !== undefined && !command.startsWith("/bin/sh");
    return isOurs ? [{ pid: Number(pid), command }] : [];
  });
}
