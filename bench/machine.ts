import { execFile } from "node:child_process";
import { cpus, loadavg, release, totalmem } from "node:os";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Machine = {
  date: string;
  commit: string;
  cpu: string;
  memory: string;
  system: string;
  node: string;
  load: string;
};

/** What a result was measured on, and how busy that was. */
export async function describeMachine(): Promise<Machine> {
  const { stdout } = await run("git", ["describe", "--always", "--dirty"]).catch(() => ({ stdout: "unknown" }));
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    commit: stdout.trim(),
    cpu: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${release()}`,
    node: `Node ${process.version}`,
    load: `load ${loadavg()[0]?.toFixed(1)} before`,
  };
}
