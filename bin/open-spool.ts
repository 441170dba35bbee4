import { chmod } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Logger } from "pino";
import { ensureDataDirectory, makeFolder } from "@/db/embedded/data-directory";
import type { Env } from "@/env";
import { openSpool, type Spool } from "@/lib/ingest/spool";
import { UserError } from "./user-error";

/** The spool of FACET_DATA_DIR. Throws UserError when that place cannot hold one. */
export async function openSpoolOrExplain(env: Env, logger: Logger): Promise<Spool> {
  const dataDir = resolve(env.FACET_DATA_DIR);
  try {
    await ensureDataDirectory(dataDir);
    const folder = join(dataDir, "spool");
    if (await makeFolder(folder)) await chmod(folder, 0o700);
    return openSpool({ dataDir, durability: env.FACET_DURABILITY, maxBytes: env.FACET_SPOOL_MAX_BYTES, logger });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The spool in ${dataDir} cannot be opened (${reason}). Make the folder writable or set FACET_DATA_DIR.`,
    );
  }
}
