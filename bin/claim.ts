import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { commandOf } from "@/db/embedded/process-table";
import { pause } from "@/lib/ingest/pause";
import { UserError } from "./user-error";

const PREFIX = "facet.claim-";
/** What is done under a claim takes milliseconds. */
const PATIENCE_MS = 10_000;
const LONGEST_WAIT_MS = 100;

/**
 * Does the work while no other process does any in this folder. Everyone lays down a claim and then looks for others':
 * of two, one at least sees the other's, takes its own back and comes again later. Claims of the dead count for nothing.
 */
export async function withClaim<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const name = `${PREFIX}${process.pid}-${randomUUID()}`;
  const mine = join(folder, name);
  try {
    for (const deadline = Date.now() + PATIENCE_MS; ; ) {
      // By its name it is whole: nobody reads half a claim.
      await writeFile(join(folder, `new-${name}`), (await commandOf(process.pid)) ?? "", { mode: 0o600 });
      await rename(join(folder, `new-${name}`), mine);
      if (!(await isContended(folder, name))) return await work();
      await rm(mine, { force: true });
      if (Date.now() > deadline)
        throw new UserError(`Another Facet is starting on ${folder}: wait for it, or stop it.`);
      await pause(1 + Math.random() * LONGEST_WAIT_MS);
    }
  } finally {
    await rm(mine, { force: true });
  }
}

async function isContended(folder: string, mine: string): Promise<boolean> {
  const others = (await readdir(folder)).filter((name) => name.startsWith(PREFIX) && name !== mine);
  const alive = await Promise.all(others.map((name) => isAlive(folder, name)));
  return alive.includes(true);
}

/** Removes it when it is a dead one's: its name is never used again. */
async function isAlive(folder: string, name: string): Promise<boolean> {
  const command = await readFile(join(folder, name), "utf8").catch(() => null);
  if (command === null) return false;
  const pid = Number.parseInt(name.slice(PREFIX.length), 10);
  if ((await commandOf(pid)) === command) return true;
  await rm(join(folder, name), { force: true });
  return false;
}
