import { dirname, join } from "node:path";
import postgres from "postgres";
import { postgresAccount } from "./account";
import { postgresBinaries } from "./binaries";
import { clusterFolder, clusterInside, ensureCluster, ensureDataDirectory, SUPERUSER } from "./data-directory";
import { EmbeddedServerError, explainFailure } from "./error";
import { freePort } from "./free-port";
import { stopLeftover } from "./leftover";
import { launchPostmaster, type Postmaster, type PostmasterOptions } from "./postmaster";

const DATABASE = "facet";
const READY_MS = 60_000;
const ORPHANS_MS = 15_000;
const POLL_MS = 25;

export type EmbeddedServer = {
  /** Connection URL of the `facet` database, password included. */
  url: string;
  port: number;
  /** Where the cluster really lives (not under FACET_DATA_DIR when that is out of the `postgres` account's reach). */
  folder: string;
  logFile: string;
  /** Resolves with the exit code when the server has ended, wanted or not. */
  exited: Promise<number | null>;
  /** Fast shutdown: open transactions are rolled back, everything committed is kept. */
  stop: () => Promise<void>;
};

export type EmbeddedServerOptions = {
  dataDir: string;
  /** A restarted server takes the port it had, so that its URL stays valid. Default: a free one. */
  port?: number;
  /** Extra `-c name=value` settings. */
  settings?: Record<string, string>;
};

/**
 * Starts the Postgres that comes with Facet, making its cluster on first use. A server left over from a killed Facet is
 * stopped first; the caller must hold the lock of the data directory. The server ends with this process, however that
 * ends. Throws EmbeddedServerError with one line that says what to do.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const account = await postgresAccount(clusterInside(options.dataDir));
  let logFile = join(options.dataDir, "postgres.log");
  let postmaster: Postmaster | null = null;
  try {
    const binaries = await postgresBinaries(account);
    await ensureDataDirectory(options.dataDir);
    const folder = await clusterFolder(options.dataDir, account);
    logFile = join(dirname(folder), "postgres.log");
    const password = await ensureCluster(folder, binaries, account);
    await stopLeftover(folder, binaries, account);
    const port = options.port ?? (await freePort());
    const base = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}`;
    const launch = { folder, binaries, account, port, logFile, settings: options.settings ?? {} };
    postmaster = await launchUntilReady(launch, base);
    const { exited, stop } = postmaster;
    return { url: `${base}/${DATABASE}`, port, folder, logFile, exited, stop };
  } catch (error) {
    throw explainFailure(error, {
      dataDir: options.dataDir,
      logFile,
      log: error instanceof StartFailure ? error.log : "",
    });
  }
}

/** The server ended, or was stopped, before it was ready. */
class StartFailure extends Error {
  constructor(
    message: string,
    readonly log: string,
  ) {
    super(message);
  }
}

/** Backends of a killed postmaster finish what they are doing before they notice: until then a new one cannot start. */
async function launchUntilReady(options: PostmasterOptions, base: string): Promise<Postmaster> {
  for (const deadline = Date.now() + ORPHANS_MS; ; ) {
    const postmaster = launchPostmaster(options);
    try {
      await waitUntilReady(postmaster, base);
      return postmaster;
    } catch (error) {
      await postmaster.stop();
      const log = await postmaster.log();
      const orphans = log.includes("pre-existing shared memory block");
      const message = error instanceof Error ? error.message : String(error);
      if (!orphans || Date.now() > deadline) throw new StartFailure(message, log);
    }
    await pause(10 * POLL_MS);
  }
}

async function waitUntilReady(postmaster: Postmaster, base: string): Promise<void> {
  const client = postgres(`${base}/postgres`, { max: 1, connect_timeout: 2, onnotice: () => {}, backoff: false });
  try {
    for (const deadline = Date.now() + READY_MS; ; ) {
      if (postmaster.hasExited()) throw new Error("it ended at once.");
      const rows = await client`select 1 from pg_database where datname = ${DATABASE}`.catch(notReady);
      if (rows && rows.length === 0) await client`create database ${client(DATABASE)}`;
      if (rows) return;
      if (Date.now() > deadline) throw new Error(`it was not ready within ${READY_MS / 1000} s.`);
      await pause(POLL_MS);
    }
  } finally {
    await client.end({ timeout: 1 });
  }
}

/** A refused connection or "the database system is starting up" mean: ask again. Anything else is final. */
function notReady(error: unknown): null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "28P01") {
    throw new EmbeddedServerError(
      "The embedded Postgres refuses its own password: the file postgres-password does not belong to this cluster.",
    );
  }
  return null;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
