import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Account, canReach } from "./account";
import { POSTGRES_MAJOR, SHARED_HOME } from "./binaries";
import { EmbeddedServerError } from "./error";
import { serverEnvironment } from "./postmaster";

const run = promisify(execFile);

export const SUPERUSER = "facet";

/** Makes Facet's data directory: nobody else may look into it, but where root starts it the `postgres` account passes. */
export async function ensureDataDirectory(dataDir: string): Promise<void> {
  const made = await makeFolder(dataDir);
  // Whatever the umask is.
  if (made) await chmod(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
}

/** True when it was not there. Not by `recursive`: where the file system takes no folders (/proc) that never ends. */
export async function makeFolder(path: string): Promise<boolean> {
  if (await isFolder(path)) return false;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (await isFolder(path)) return false;
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Where a cluster belongs. */
export const clusterInside = (dataDir: string) => join(resolve(dataDir), "postgres");

/** Where the cluster lives: in Facet's data directory, or beside it where the `postgres` account can reach it. */
export async function clusterFolder(dataDir: string, account: Account | null): Promise<string> {
  const inside = clusterInside(dataDir);
  if (!account || (await canReach(account, dirname(inside)))) return inside;
  const name = createHash("sha256").update(inside).digest("hex").slice(0, 12);
  return join(SHARED_HOME, `data-${name}`, "postgres");
}

/** Makes the cluster on first use and returns its superuser's password. Throws when another Postgres version made it. */
export async function ensureCluster(folder: string, binaries: string, account: Account | null): Promise<string> {
  const parent = dirname(folder);
  const passwordFile = join(parent, "postgres-password");
  if (await mkdir(parent, { recursive: true })) await chmod(parent, account ? 0o711 : 0o700);
  const version = await readFile(join(folder, "PG_VERSION"), "utf8").catch(() => null);
  if (version !== null) {
    if (version.trim() !== POSTGRES_MAJOR) throw wrongVersion(folder, version.trim());
    return readPassword(passwordFile, folder);
  }
  const password = randomBytes(18).toString("base64url");
  await initialise({ folder, binaries, account, password, passwordFile });
  return password;
}

async function readPassword(passwordFile: string, folder: string): Promise<string> {
  const password = await readFile(passwordFile, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new EmbeddedServerError(`${passwordFile} is missing, so ${folder} cannot be opened: put it back.`);
  });
  return password.trim();
}

type Initialise = {
  folder: string;
  binaries: string;
  account: Account | null;
  password: string;
  passwordFile: string;
};

/** initdb into a folder of another name, then rename: a killed initdb must not look like a cluster. */
async function initialise({ folder, binaries, account, password, passwordFile }: Initialise): Promise<void> {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const initialPassword = join(partial, "..", "postgres-password.init");
  await writeFile(initialPassword, `${password}\n`, { mode: 0o600 });
  if (account) {
    await chown(partial, account.uid, account.gid);
    await chown(initialPassword, account.uid, account.gid);
  }
  const options = ["-U", SUPERUSER, "--pwfile", initialPassword, "-A", "scram-sha-256", "-E", "UTF8"];
  // Unicode-aware lower() without any locale installed on the machine: `contains` must find "É" by "é".
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  try {
    await run(join(binaries, "bin", "initdb"), ["-D", partial, ...options, ...locale], {
      cwd: partial,
      env: serverEnvironment(),
      ...account,
    });
  } finally {
    await rm(initialPassword, { force: true });
  }
  await rename(partial, folder);
}

function wrongVersion(folder: string, version: string): EmbeddedServerError {
  return new EmbeddedServerError(
    `${folder} was made by Postgres ${version}, this Facet brings ${POSTGRES_MAJOR}. Move the folder away, or run that Postgres yourself and set DATABASE_URL.`,
  );
}
