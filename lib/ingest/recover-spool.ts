import { spawnSync } from "node:child_process";
import { existsSync, renameSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { uptime } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";

const CHECK_MS = 300_000;

/** Reads every entry. In a process of its own, since LMDB may crash on a damaged file instead of throwing. */
const CHECK = `
  const [lmdb, path] = process.argv.slice(1);
  const root = require(lmdb).open({ path, maxDbs: 2, noSync: true, overlappingSync: false });
  for (const name of ["records", "rejected"]) {
    for (const { value } of root.openDB({ name, encoding: "binary", keyEncoding: "binary" }).getRange()) value.at(-1);
  }`;

/**
 * Commits that are not fsynced outlive every process, but when the machine goes down without writing its page cache the
 * file may be damaged. So a spool that was last written before the machine started is read through once, and put aside
 * when that fails: the gateway must come up. Two processes may do this at a time.
 */
export function recoverSpool(path: string, logger: Logger): void {
  const data = join(path, "data.mdb");
  if (!existsSync(data)) return;
  const { mtimeMs } = statSync(data);
  if (mtimeMs >= Date.now() - uptime() * 1000) return;
  const lmdb = createRequire(import.meta.url).resolve("lmdb");
  const check = spawnSync(process.execPath, ["-e", CHECK, lmdb, path], { timeout: CHECK_MS, stdio: "ignore" });
  if (check.status === 0) return;
  const aside = `${path}-damaged-${Math.floor(mtimeMs)}`;
  if (!existsSync(aside)) renameSync(path, aside);
  logger.error({ aside }, "The spool was damaged when the machine went down; it is put aside, and a new one is begun.");
}
