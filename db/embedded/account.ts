import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { EmbeddedServerError } from "./error";

const run = promisify(execFile);

/** The operating-system account Postgres runs as. */
export type Account = { uid: number; gid: number };

const NAMES = ["postgres", "_postgres"];

/**
 * Postgres refuses to run as root, so root lends it the account that made the cluster, else `postgres`, made when missing.
 * Returns null for ordinary users: Postgres then runs as the user itself.
 */
export async function postgresAccount(cluster: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  if (process.platform !== "linux") {
    // Elsewhere accounts are not listed in /etc/passwd, and nobody has a reason to be root.
    throw new EmbeddedServerError("Postgres cannot run as root: start Facet as an ordinary user, or set DATABASE_URL.");
  }
  const owner = await stat(cluster).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const found = await findAccount();
  if (found) return found;
  try {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  } catch {
    throw new EmbeddedServerError(
      "Postgres cannot run as root and the account `postgres` could not be made. Start Facet as an ordinary user, or set DATABASE_URL.",
    );
  }
  const made = await findAccount();
  if (!made) throw new EmbeddedServerError("The account `postgres` was made but cannot be found in /etc/passwd.");
  return made;
}

async function findAccount(): Promise<Account | null> {
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of NAMES) {
    const [, , uid, gid] = lines.find((fields) => fields[0] === name) ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

/** Whether the account may pass through every folder above `path` (a 0700 home, such as /root, stops it). */
export async function canReach(account: Account, path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const info = await stat(folder).catch(() => null);
    if (info?.isDirectory() && !mayEnter(account, info)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function mayEnter(account: Account, info: { uid: number; gid: number; mode: number }): boolean {
  if (info.uid === account.uid) return (info.mode & 0o100) !== 0;
  if (info.gid === account.gid) return (info.mode & 0o010) !== 0;
  return (info.mode & 0o001) !== 0;
}
