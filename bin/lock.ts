import { readFileSync, rmSync } from "node:fs";
import { chmod, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ensureDataDirectory, makeFolder } from "@/db/embedded/data-directory";
import { explainFailure } from "@/db/embedded/error";
import { commandOf } from "@/db/embedded/process-table";
import { withClaim } from "./claim";
import { UserError } from "./user-error";

const holderSchema = z.object({ pid: z.number(), command: z.string(), databaseUrl: z.string().nullable() });

/** The Facet that works with a data directory, as its `facet.pid` tells. */
export type Holder = z.infer<typeof holderSchema>;

export type Lock = {
  /** True when the Facet that held it before was killed. */
  wasStale: boolean;
  /** Lets other commands (`seed`) reach the database of this Facet. */
  share: (databaseUrl: string) => Promise<void>;
  release: () => void;
};

const fileOf = (dataDir: string) => join(dataDir, "facet.pid");

/** The live Facet on this directory, or null. */
export async function findHolder(dataDir: string): Promise<Holder | null> {
  const content = await readFile(fileOf(dataDir), "utf8").catch(() => null);
  const holder = content === null ? null : parseHolder(content);
  if (!holder || holder.pid === process.pid) return null;
  return (await commandOf(holder.pid)) === holder.command ? holder : null;
}

/** One Facet at a time works with a data directory. Throws UserError with the pid of the one that does. */
export async function lockDataDirectory(dataDir: string): Promise<Lock> {
  await refuseHolder(dataDir);
  const file = fileOf(dataDir);
  const command = (await commandOf(process.pid)) ?? "";
  const write = async (databaseUrl: string | null) => {
    const mine: Holder = { pid: process.pid, command, databaseUrl };
    await writeFile(`${file}.new`, `${JSON.stringify(mine)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  try {
    await ensureDataDirectory(dataDir);
    // Prompts wait in it: LMDB's own files would be readable by everybody.
    if (await makeFolder(join(dataDir, "spool"))) await chmod(join(dataDir, "spool"), 0o700);
    const wasStale = await withClaim(dataDir, async () => {
      // Again: of several that start at once, somebody may have been faster.
      await refuseHolder(dataDir);
      const stale = await clearStale(file);
      await write(null);
      return stale;
    });
    return { wasStale, share: write, release: () => releaseOwn(file) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw explainFailure(error, { dataDir, logFile: "", log: "" });
  }
}

async function refuseHolder(dataDir: string): Promise<void> {
  const holder = await findHolder(dataDir);
  if (holder === null) return;
  throw new UserError(
    `Facet is already running on ${dataDir} (process ${holder.pid}): stop it first, or set FACET_DATA_DIR to another folder.`,
  );
}

async function clearStale(file: string): Promise<boolean> {
  const stale = await readFile(file).then(
    () => true,
    () => false,
  );
  if (stale) await rm(file, { force: true });
  return stale;
}

function parseHolder(content: string): Holder | null {
  try {
    return holderSchema.safeParse(JSON.parse(content)).data ?? null;
  } catch {
    return null;
  }
}

/** Synchronous, for `process.on("exit")`; never takes away the lock of a successor. */
function releaseOwn(file: string): void {
  try {
    if (parseHolder(readFileSync(file, "utf8"))?.pid === process.pid) rmSync(file);
  } catch {
    // Gone already.
  }
}
