import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Account } from "./account";
import { commandOf } from "./process-table";

const run = promisify(execFile);

/**
 * After kill -9 of Facet its Postgres may live on for a moment and hold the cluster: it is stopped. Nobody else can be
 * using it, because Facet holds the lock of its data directory.
 */
export async function stopLeftover(folder: string, binaries: string, account: Account | null): Promise<void> {
  const pidFile = join(folder, "postmaster.pid");
  const content = await readFile(pidFile, "utf8").catch(() => null);
  if (content === null) return;
  const command = await commandOf(Number(content.split("\n")[0]));
  // Nobody of that id: Postgres itself sees that the file is stale, and checks for orphans before it goes on.
  if (command === null) return;
  if (!command.includes("postgres") || !command.includes(folder)) {
    // The id was given to another process: Postgres would refuse to start, and pg_ctl would stop a stranger.
    await rm(pidFile, { force: true });
    return;
  }
  const stop = ["stop", "-D", folder, "-m", "fast", "-w", "-t", "30"];
  await run(join(binaries, "bin", "pg_ctl"), stop, { cwd: folder, ...account });
}
